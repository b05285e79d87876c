import type { Pool, Properties, Resource, RouteTraffic, Value } from "../../traffic";
import { command } from "./shell";

/** A load balancer of AWS with what belongs to it. */
export interface AwsParts {
  readonly front: Resource;
  readonly routes: readonly RouteTraffic[];
  readonly pools: readonly Pool[];
  readonly find: (urn: string) => Resource | undefined;
  readonly resources: readonly Resource[];
}

/** An ARN says in which region it is: `arn:aws:elasticloadbalancing:eu-west-1:…`. */
export function aws(arn: string, ...words: readonly string[]): string {
  const region = arn.split(":")[3] ?? "";
  return command("aws", ...words, ...(region === "" ? [] : ["--region", region]));
}

export function isClassic({ type }: Resource): boolean {
  return type.startsWith("aws:elb/");
}

/** What the provider answered, or the program gives. */
export function textOf(resource: Resource | undefined, property: string): string | undefined {
  const value = resource?.outputs[property] ?? resource?.inputs[property];
  return typeof value === "string" ? value : undefined;
}

export function fieldsOf(value: Value | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}
