import type { Range, RouteReport } from "../report/report";
import { number, share } from "../report/words";

/** What a picture of the traffic consists of: each node and each link with what is to be said of it. */
export interface Flows {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

interface FlowNode {
  /** Unlike any other, though two things may have one label. */
  readonly name: string;
  readonly label: string;
  readonly isFaulty: boolean;
}

interface FlowLink {
  readonly source: string;
  readonly target: string;
  /** Its width: the part of a route's traffic, 0 to 1. */
  readonly value: number;
  readonly text: string;
  readonly isFaulty: boolean;
}

/** What is drawn of a share that is nothing, so that it can still be seen. */
const HAIR = 0.004;

/**
 * The flows of these routes: load balancer, route, pool, backends.
 *
 * @param faulty the URNs and the routes that something is wrong with.
 */
export function flowsOf(routes: readonly RouteReport[], faulty: ReadonlySet<string>): Flows {
  const nodes = new Map<string, FlowNode>();
  const links: FlowLink[] = [];
  const node = (name: string, label: string, isFaulty: boolean) => {
    nodes.set(name, { name, label: isFaulty ? `⚠ ${label}` : label, isFaulty });
    return name;
  };
  const link = (source: string, target: string, part: Range, isFaulty: boolean) => {
    links.push({ source, target, value: widthOf(part), text: share(part), isFaulty });
  };
  for (const route of routes) {
    const isFaulty = faulty.has(route.id) || faulty.has(route.urn);
    const from = node(`route ${route.id}`, route.label, isFaulty);
    const entry = route.entry ?? "a load balancer outside this stack";
    link(node(`entry ${entry}`, entry, false), from, { atLeast: 1, atMost: 1 }, isFaulty);
    for (const pool of route.pools) {
      const poolIsFaulty = pool.urn !== undefined && faulty.has(pool.urn);
      const key = `${pool.urn ?? ""} ${pool.label}`;
      const at = node(`pool ${key}`, pool.label, poolIsFaulty);
      link(from, at, pool.share, isFaulty && poolIsFaulty);
      for (const { label, backends, share: part } of pool.members) {
        const text = `${label} (${number(backends)})`;
        link(at, node(`member ${key} ${label}`, text, false), part, poolIsFaulty);
      }
    }
  }
  return { nodes: [...nodes.values()], links };
}

function widthOf(range: Range): number {
  return range === "[secret]" ? 0.5 : Math.max(HAIR, ((range.atLeast ?? 0) + (range.atMost ?? 1)) / 2);
}
