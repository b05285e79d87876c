import { canonicalResource, type Pool, type Resource, type RouteTraffic, type Traffic } from "../../traffic";
import { awsCommands } from "./aws";
import { isClassic, textOf } from "./aws-words";
import type { Balancer } from "./balancer";
import { gcpCommands } from "./gcp";

/** No runbook can be written of a stack. */
class NoRunbookError extends Error {
  override readonly name = "NoRunbookError";
}

/**
 * The load balancers of a stack that is deployed, each with its routes.
 *
 * @throws NoRunbookError when there are none, or one of them does not exist yet.
 */
export function balancersOf(all: readonly Resource[], traffic: Traffic): Balancer[] {
  const resources = all.map(canonicalResource);
  const byUrn = new Map(resources.map((one) => [one.urn, one]));
  const find = (urn: string) => byUrn.get(urn);
  const byEntry = new Map<string, [RouteTraffic, ...RouteTraffic[]]>();
  for (const route of traffic.routes) {
    const key = route.route.entry ?? route.route.urn;
    const others = byEntry.get(key);
    if (others) others.push(route);
    else byEntry.set(key, [route]);
  }
  if (byEntry.size === 0)
    throw new NoRunbookError("nothing in it takes traffic for others, so there is no runbook to write");
  return [...byEntry].map(([key, routes]): Balancer => {
    const [{ route: first }] = routes;
    const front = find(traffic.graph.entries.get(key)?.id ?? key) ?? find(first.urn);
    const label = traffic.graph.entries.get(key)?.label ?? first.label;
    if (!front) throw new NoRunbookError(`${label} is in no resource of the stack`);
    const pools = poolsOf(routes);
    const parts = { front, routes, pools, find, resources };
    return { label, owner: ownerOf(front), routes, pools, commands: commandsOf(parts, label) };
  });
}

/** What is said of weighted names, accelerators and service meshes. */
const ELSEWHERE = {
  text: "Commands are written for Elastic Load Balancing and Compute Engine only; look at this one in its console.",
  commands: [],
};

function commandsOf(parts: Parameters<typeof awsCommands>[0], label: string): Balancer["commands"] {
  const { front } = parts;
  if (front.type.startsWith("gcp:compute/")) return gcpCommands(parts);
  if (!/^aws:(lb|elb)\//.test(front.type)) return { inspect: [ELSEWHERE], restore: [], drain: [] };
  if (!isClassic(front) && textOf(front, "arn") === undefined) {
    throw new NoRunbookError(`${label} has no ARN: a runbook is written of a stack that is deployed`);
  }
  return awsCommands(parts);
}

function poolsOf(routes: readonly RouteTraffic[]): Pool[] {
  return [
    ...new Map(routes.flatMap(({ alternatives }) => alternatives.flat()).map(({ pool }) => [pool.id, pool])).values(),
  ];
}

/** Tags by which teams say whose something is. */
const OWNERS = /^(owner|team|contact|on-?call)$/i;

function ownerOf({ inputs }: Resource): string | undefined {
  const tags = inputs["tags"] ?? inputs["labels"];
  if (typeof tags !== "object" || tags === null) return undefined;
  const [, owner] = Object.entries(tags).find(([name]) => OWNERS.test(name)) ?? [];
  return typeof owner === "string" ? owner : undefined;
}
