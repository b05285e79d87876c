import type { TargetGroup } from "@pulumi/aws/lb";
import type { Output } from "@pulumi/pulumi";
import { expectTypeOf } from "expect-type";
import type {
  AtLeastTwo,
  AutoScalingPoolArgs,
  FargatePoolArgs,
  HttpLoadBalancerArgs,
  HttpRoute,
  InstancePoolArgs,
  InstanceTarget,
  Pool,
  Route,
  TcpLoadBalancerArgs,
  TcpRoute,
  Weighted,
  Zone,
} from "../../components/aws";

type Zones = HttpLoadBalancerArgs["zones"];
type Instances = InstancePoolArgs["instances"];

// The compiler is the test: what these say is checked when the specs are compiled.
describe("What does not compile", () => {
  it("is one zone", () => {
    expectTypeOf<{ first: Zone }>().not.toExtend<Zones>();
    expectTypeOf<AtLeastTwo<Zone>>().toExtend<Zones>();
  });

  it("is one instance", () => {
    expectTypeOf<{ first: InstanceTarget }>().not.toExtend<Instances>();
    expectTypeOf<AtLeastTwo<InstanceTarget>>().toExtend<Instances>();
  });

  it("is a list of zones, which may be of any length", () => {
    expectTypeOf<string[]>().not.toExtend<Zones>();
    expectTypeOf<Zone[]>().not.toExtend<Zones>();
  });

  it("is an output of zones, of which nobody knows how many there are", () => {
    expectTypeOf<Output<Zone[]>>().not.toExtend<Zones>();
    expectTypeOf<Output<string[]>>().not.toExtend<Zones>();
  });

  it("is a pool without a health check", () => {
    expectTypeOf<Omit<AutoScalingPoolArgs, "healthCheck">>().not.toExtend<AutoScalingPoolArgs>();
    expectTypeOf<Omit<FargatePoolArgs, "healthCheck">>().not.toExtend<FargatePoolArgs>();
    expectTypeOf<Omit<InstancePoolArgs, "healthCheck">>().not.toExtend<InstancePoolArgs>();
  });

  it("is a pool without its capacity", () => {
    expectTypeOf<Omit<FargatePoolArgs, "perZone">>().not.toExtend<FargatePoolArgs>();
  });

  it("is a target group that is no pool in a route", () => {
    expectTypeOf<TargetGroup>().not.toExtend<Route>();
    expectTypeOf<string>().not.toExtend<Route>();
    expectTypeOf<{ to: TargetGroup; weight: number }>().not.toExtend<Weighted>();
    expectTypeOf<Pool>().toExtend<Route>();
  });

  it("is a pool of connections behind a load balancer of requests, or the other way round", () => {
    expectTypeOf<Pool<"TCP">>().not.toExtend<HttpRoute>();
    expectTypeOf<Pool<"HTTP">>().not.toExtend<TcpRoute>();
    expectTypeOf<Pool<"LAMBDA">>().toExtend<HttpRoute>();
    expectTypeOf<Pool<"UDP">>().toExtend<TcpRoute>();
  });

  it("is a pool of connections that does not say so, or that starts slowly", () => {
    expectTypeOf<Omit<FargatePoolArgs<"TCP">, "protocol">>().not.toExtend<FargatePoolArgs<"TCP">>();
    expectTypeOf<"slowStart">().not.toExtend<keyof FargatePoolArgs<"TCP">>();
  });

  it("is something that only looks like a pool", () => {
    expectTypeOf<{ [Name in keyof Pool]: Pool[Name] }>().not.toExtend<Pool>();
  });

  it("is a load balancer without clients, or without a route", () => {
    expectTypeOf<Omit<HttpLoadBalancerArgs, "clients">>().not.toExtend<HttpLoadBalancerArgs>();
    expectTypeOf<Omit<HttpLoadBalancerArgs, "to">>().not.toExtend<HttpLoadBalancerArgs>();
    expectTypeOf<Omit<TcpLoadBalancerArgs, "clients">>().not.toExtend<TcpLoadBalancerArgs>();
  });
});
