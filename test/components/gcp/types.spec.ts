import type { BackendService } from "@pulumi/gcp/compute";
import type { Output } from "@pulumi/pulumi";
import { expectTypeOf } from "expect-type";
import type {
  AtLeastTwo,
  CanaryShift,
  CanaryShiftArgs,
  EndpointPoolArgs,
  FailoverArgs,
  GlobalHttpLoadBalancerArgs,
  HttpRoute,
  MonitorSettings,
  PacketMonitorArgs,
  PacketRoute,
  PassthroughLoadBalancerArgs,
  Pool,
  RegionalHttpRoute,
  RegionalInstancePool,
  RegionalInstancePoolArgs,
  Weighted,
  Zone,
} from "../../../components/gcp";

type Zones = RegionalInstancePoolArgs["zones"];

// The compiler is the test: what these say is checked when the specs are compiled.
describe("What does not compile for Google Cloud", () => {
  it("is one zone, or a list or an output of any number of zones", () => {
    expectTypeOf<{ first: Zone }>().not.toExtend<Zones>();
    expectTypeOf<Zone[]>().not.toExtend<Zones>();
    expectTypeOf<Output<Zone[]>>().not.toExtend<Zones>();
    expectTypeOf<AtLeastTwo<Zone>>().toExtend<Zones>();
  });

  it("is a pool without a health check, its capacity, or the instances that are to be reached", () => {
    expectTypeOf<Omit<RegionalInstancePoolArgs, "healthCheck">>().not.toExtend<RegionalInstancePoolArgs>();
    expectTypeOf<Omit<RegionalInstancePoolArgs, "perZone">>().not.toExtend<RegionalInstancePoolArgs>();
    expectTypeOf<Omit<RegionalInstancePoolArgs, "reach">>().not.toExtend<RegionalInstancePoolArgs>();
    expectTypeOf<Omit<EndpointPoolArgs, "healthCheck">>().not.toExtend<EndpointPoolArgs>();
    expectTypeOf<{ tags: [] }>().not.toExtend<RegionalInstancePoolArgs["reach"]>();
  });

  it("is a backend service that is no pool in a route", () => {
    expectTypeOf<BackendService>().not.toExtend<HttpRoute>();
    expectTypeOf<string>().not.toExtend<HttpRoute>();
    expectTypeOf<{ to: BackendService; weight: number }>().not.toExtend<Weighted>();
    expectTypeOf<{ pools: readonly Weighted<"HTTP">[] }>().not.toExtend<HttpRoute>();
    expectTypeOf<Pool<"HTTP">>().toExtend<HttpRoute>();
  });

  it("is something that only looks like a pool", () => {
    expectTypeOf<{ [Name in keyof Pool]: Pool[Name] }>().not.toExtend<Pool>();
  });

  it("is a pool of connections behind a load balancer of requests, or the other way round", () => {
    expectTypeOf<Pool<"TCP">>().not.toExtend<HttpRoute>();
    expectTypeOf<RegionalInstancePool>().not.toExtend<PacketRoute>();
    expectTypeOf<RegionalInstancePool<"TCP">>().toExtend<PacketRoute>();
  });

  it("is a shift of what has no weight, or without a pool to come from", () => {
    expectTypeOf<CanaryShift>().toExtend<HttpRoute>();
    expectTypeOf<CanaryShift>().toExtend<RegionalHttpRoute>();
    expectTypeOf<CanaryShift>().not.toExtend<PacketRoute>();
    expectTypeOf<Pool<"BUCKET">>().not.toExtend<CanaryShiftArgs["to"]>();
    expectTypeOf<Pool<"TCP">>().not.toExtend<CanaryShiftArgs["from"]>();
    expectTypeOf<Omit<CanaryShiftArgs, "from">>().not.toExtend<CanaryShiftArgs>();
    expectTypeOf<{ pools: CanaryShift["pools"] }>().not.toExtend<HttpRoute>();
  });

  it("is a bucket in a region, or with a weight", () => {
    expectTypeOf<Pool<"BUCKET">>().toExtend<HttpRoute>();
    expectTypeOf<Pool<"BUCKET">>().not.toExtend<RegionalHttpRoute>();
  });

  it("is a pair of which one side is a mere group, or that is not the same on both sides", () => {
    expectTypeOf<{ primary: RegionalInstancePool<"TCP">; standby: string }>().not.toExtend<FailoverArgs>();
    expectTypeOf<Omit<FailoverArgs, "standby">>().not.toExtend<FailoverArgs>();
    expectTypeOf<RegionalInstancePool<"UDP">>().not.toExtend<FailoverArgs<"TCP">["standby"]>();
  });

  it("is a load balancer without a route, or one of packets without clients", () => {
    expectTypeOf<Omit<GlobalHttpLoadBalancerArgs, "to">>().not.toExtend<GlobalHttpLoadBalancerArgs>();
    expectTypeOf<Omit<PassthroughLoadBalancerArgs, "clients">>().not.toExtend<PassthroughLoadBalancerArgs>();
    expectTypeOf<[]>().not.toExtend<PassthroughLoadBalancerArgs["clients"]>();
  });

  it("is an expectation of requests where packets are watched", () => {
    type Settings = NonNullable<PassthroughLoadBalancerArgs["monitor"]>;
    expectTypeOf<keyof Settings>().toEqualTypeOf<"enabled" | "notify" | "runbookUrl">();
    expectTypeOf<keyof MonitorSettings & keyof PacketMonitorArgs>().toEqualTypeOf<"notify" | "runbookUrl">();
  });
});
