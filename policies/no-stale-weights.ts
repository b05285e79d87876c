import { receivers, settingsOwner, type Backends, type Pool, type RouteTraffic, type Traffic } from "../traffic";
import type { Finding, Rule } from "./rule";
import { count } from "./words";

export const noStaleWeights = {
  id: "no-stale-weights",
  description: "Every weight must have an effect, and every pool with targets must receive traffic.",
  severity: "low",
  level: "advisory",
  yieldsTo: ["at-least-two-targets"],
  remediation: "Remove the weights and the pools that are left over from an earlier change.",
  tags: ["hygiene", "weights"],
  options: {},
  *check({ traffic }) {
    for (const route of traffic.routes) yield* judgeRoute(route);
    yield* unused(traffic);
  },
} satisfies Rule<object>;

function* judgeRoute({ route }: RouteTraffic): Generator<Finding> {
  const [destinations = [], ...others] = route.alternatives;
  const [only] = destinations;
  const all = [destinations, ...others].flat();
  const found = { kind: "fault", urn: route.urn, about: [route.id], measure: 1 } as const;
  if (route.forwards && all.length > 0 && all.every(({ weight }) => weight.atMost === 0)) {
    const message = `${route.label} forwards its traffic, but its weights sum to 0.\nGive a pool with at least two targets a weight above 0.`;
    yield { ...found, message };
  } else if (only?.isWeighted === true && destinations.length === 1 && others.length === 0) {
    const message = `${route.label} has one pool with a weight: with nothing to weigh it against it gets everything, whatever the weight.\nRemove the weight, or add the pool that it is to be weighed against.`;
    yield { ...found, message };
  }
}

/** The pools with targets to which no route of the stack sends anything. */
function* unused(traffic: Traffic): Generator<Finding> {
  const used = new Set(receivers(traffic, settingsOwner).map(({ pool }) => settingsOwner(pool)));
  const told = new Set<string>();
  const naming = routesNaming(traffic);
  for (const pool of traffic.graph.pools.values()) {
    const { urn, subject } = pool;
    if (urn === undefined || used.has(urn) || told.has(urn) || pool.open.length > 0) continue;
    const held = backendsOf(pool).filter(({ floor }) => floor.atLeast > 0);
    if (held.length === 0) continue;
    told.add(urn);
    const names = held.slice(0, 3).map(({ label }) => label);
    const more = held.length > 3 ? ` and ${count(held.length - 3, "other")}` : "";
    const lines = [
      `${pool.label} has targets (${names.join(", ")}${more}), but nothing in this stack sends it traffic${weightZero(naming.get(pool.id) ?? [])}.`,
      "Remove it, or send it traffic. Where it stands by for the next deployment, exempt it with that reason.",
    ];
    yield { kind: "fault", urn, about: [subject], measure: 1, message: lines.join("\n") };
  }
}

/** The labels of the routes that name each pool. */
function routesNaming({ graph }: Traffic): Map<string, string[]> {
  const naming = new Map<string, string[]>();
  for (const { label, alternatives } of graph.routes) {
    for (const pool of new Set(alternatives.flat().map((one) => one.pool))) {
      const labels = naming.get(pool);
      if (labels) labels.push(label);
      else naming.set(pool, [label]);
    }
  }
  return naming;
}

function weightZero(routes: readonly string[]): string {
  return routes.length === 0 ? "" : `: its weight is 0 on ${routes.join(", ")}`;
}

function backendsOf({ members }: Pool): Backends[] {
  return members.filter((member) => member.kind === "backends");
}
