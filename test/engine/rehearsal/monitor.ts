import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as rpc from "@pulumi/pulumi/proto/resource_pb";
import { UNKNOWN, type Resource, type Value } from "../../../traffic";
import type { Address, Resources } from "../loopback/resources";
import { revealed, unknown, type Properties, type Value as Wired } from "../loopback/values";

/** What an engine keeps of a resource. */
export interface Kept {
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The order in which an engine lists what a property is made from: any. */
export type Listed = (urns: readonly string[]) => readonly string[];

type Answer<Response> = (error: unknown, response?: Response) => void;

/** Registers the resources of one run of a program, as the engine does: what exists is updated, what does not is created. */
export class Monitor {
  readonly resources: Resource[] = [];
  readonly kept = new Map<string, Kept>();

  constructor(
    readonly clouds: ReadonlyMap<string, Resources>,
    readonly before: ReadonlyMap<string, Kept>,
    readonly isPreview: boolean,
    readonly listed: Listed,
  ) {}

  supportsFeature(request: rpc.SupportsFeatureRequest, answer: Answer<rpc.SupportsFeatureResponse>): void {
    answer(null, new rpc.SupportsFeatureResponse().setHassupport(request.getId() !== "outputValues"));
  }

  registerPackage(_: unknown, answer: Answer<rpc.RegisterPackageResponse>): void {
    answer(null, new rpc.RegisterPackageResponse().setRef("package"));
  }

  registerResource(request: rpc.RegisterResourceRequest, answer: Answer<rpc.RegisterResourceResponse>): void {
    const urn = urnOf(request.getParent(), request.getType(), request.getName());
    const address = { urn, token: request.getType(), name: request.getName() };
    const kept = this.#keep(address, request.getObject()?.toJavaScript() as Properties, request.getCustom());
    this.kept.set(urn, kept);
    const behind = [...request.getPropertydependenciesMap().entries()] as [
      string,
      rpc.RegisterResourceRequest.PropertyDependencies,
    ][];
    this.resources.push({
      urn,
      type: address.token,
      name: address.name,
      inputs: plain(kept.inputs),
      outputs: plain(kept.outputs),
      propertyDependencies: Object.fromEntries(behind.map(([property, all]) => [property, all.getUrnsList()])),
      ignoreChanges: request.getIgnorechangesList(),
      ...(request.getParent() === "" ? {} : { parent: request.getParent() }),
    });
    const id = kept.outputs["id"];
    answer(
      null,
      new rpc.RegisterResourceResponse()
        .setUrn(urn)
        .setId(typeof id === "string" && id !== unknown ? id : "")
        .setObject(Struct.fromJavaScript(kept.outputs)),
    );
  }

  /** What a program looks up is no resource of the stack. */
  readResource(request: rpc.ReadResourceRequest, answer: Answer<rpc.ReadResourceResponse>): void {
    const found = this.#cloudOf(request.getType())?.cloud.found?.(request.getId());
    answer(
      null,
      new rpc.ReadResourceResponse()
        .setUrn(urnOf(request.getParent(), request.getType(), request.getName()))
        .setProperties(Struct.fromJavaScript({ ...found, id: request.getId() })),
    );
  }

  registerResourceOutputs(_: unknown, answer: Answer<Empty>): void {
    answer(null, new Empty());
  }

  invoke(request: rpc.ResourceInvokeRequest, answer: Answer<provider.InvokeResponse>): void {
    const args = request.getArgs()?.toJavaScript() ?? {};
    const returned = this.#cloudOf(request.getTok())?.call(request.getTok(), args) ?? args;
    answer(null, new provider.InvokeResponse().setReturn(Struct.fromJavaScript(returned)));
  }

  #keep(address: Address, news: Properties, isCustom: boolean): Kept {
    const cloud = this.#cloudOf(address.token);
    if (!isCustom || !cloud) return { inputs: news, outputs: news };
    const old = this.before.get(address.urn);
    const inputs = cloud.check(address, news, old?.inputs ?? {}, address.urn);
    const change = old && cloud.diff(address, old.inputs, inputs);
    if (!old || !change || change.replaces.length > 0) {
      return { inputs, outputs: cloud.create(address, inputs, this.isPreview).outputs };
    }
    if (change.diffs.length === 0) return { inputs, outputs: old.outputs };
    return { inputs, outputs: cloud.update(address, inputs, old.outputs, this.isPreview) };
  }

  #cloudOf(token: string): Resources | undefined {
    return this.clouds.get(token.split(":")[0] ?? "");
  }
}

function urnOf(parent: string, type: string, name: string): string {
  const [, , chain] = parent.split("::");
  return `urn:pulumi:test::evenkeel::${chain === undefined || chain === "pulumi:pulumi:Stack" ? "" : `${chain}$`}${type}::${name}`;
}

/** Properties as a policy reads them, without the marks of the wire. */
function plain(properties: Properties): Resource["inputs"] {
  return settle(revealed(properties)) as Resource["inputs"];
}

function settle(value: Wired): Value {
  if (value === unknown) return UNKNOWN;
  if (Array.isArray(value)) return value.map(settle);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inside]) => (name === "__defaults" ? [] : [[name, settle(inside)]])),
  );
}
