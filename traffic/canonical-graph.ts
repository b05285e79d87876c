import type { Affinity, FailOpen, Floor, Probe } from "./behaviour";
import { isExact, type Bounds } from "./bounds";
import { anyOrder, setOf, textOf, type Canonical } from "./canonical";
import type { Capacity, Destination, Entry, Graph, HealthCheck, Member, Pool, Route } from "./graph";
import type { Gap } from "./resource";
import type { Placement } from "./zones";

/** Shares are quotients, and the last of their digits is chance. */
const DIGITS = 12;

/**
 * All that a graph says of where requests go, in a form that does not depend on the order of anything: the routes, what they lead to
 * and in which shares. A pool that no route names has no traffic, and is left out.
 */
export function canonicalGraph(graph: Graph): Canonical {
  const pools = new Map(reached(graph).map((pool) => [pool.id, ofPool(pool)]));
  const entries = new Set(graph.routes.flatMap(({ entry }) => entry ?? []));
  return {
    entries: anyOrder([...entries].map((id) => ofEntry(graph.entries.get(id)) ?? id)),
    routes: setOf(graph.routes.map((route) => ofRoute(route, (id) => pools.get(id) ?? id))),
    pools: setOf(pools.values()),
  };
}

function reached({ pools, routes }: Graph): Pool[] {
  const named = new Set(routes.flatMap(({ alternatives }) => alternatives.flat().map(({ pool }) => pool)));
  return [...named].flatMap((id) => pools.get(id) ?? []);
}

function ofEntry(entry: Entry | undefined): Canonical {
  if (!entry) return null;
  const { id, zones, crossZone, zonalAffinity, gaps } = entry;
  return {
    ...{ id, zones: ofPlacement(zones), crossZone: crossZone ?? null },
    ...{ zonalAffinity: ofBounds(zonalAffinity), gaps: ofGaps(gaps) },
  };
}

/**
 * By where it leads, and not by its id or its label: these count the rules of one resource as they come, and what requests each of
 * them matches is told by the particulars. A pool is named by what it holds for the same reason.
 */
function ofRoute(route: Route, poolOf: (id: string) => Canonical): Canonical {
  const { urn, entry, port, alternatives, forwards, affinity, gaps } = route;
  return {
    ...{ urn, entry: entry ?? null, port: port ?? null, forwards },
    alternatives: setOf(alternatives.map((way) => ofWay(way, poolOf))),
    affinity: ofAffinity(affinity),
    gaps: ofGaps(gaps),
  };
}

/** Of weights that are known, only the ratio counts. */
function ofWay(way: readonly Destination[], poolOf: (id: string) => Canonical): Canonical {
  const total = way.reduce((sum, { weight }) => sum + weight.atMost, 0);
  const isKnown = total > 0 && Number.isFinite(total) && way.every(({ weight }) => isExact(weight));
  return anyOrder(
    way.map(({ pool, weight }) => ({
      pool: textOf(poolOf(pool)),
      ...(isKnown ? { share: Number((weight.atMost / total).toPrecision(DIGITS)) } : { weight: ofBounds(weight) }),
    })),
  );
}

function ofPool(pool: Pool): Canonical {
  const { subject, members, idle = [], hasStandby = false, open, crossZone, zonalAffinity, gaps } = pool;
  return {
    ...{ subject, hasStandby, crossZone: crossZone ?? null, open: ofGaps(open), gaps: ofGaps(gaps) },
    members: anyOrder(members.map(ofMember)),
    idle: anyOrder(idle.map(({ label, why }) => ({ label, why }))),
    zonalAffinity: zonalAffinity ? ofBounds(zonalAffinity) : null,
    healthCheck: ofHealthCheck(pool.healthCheck),
    probe: ofProbe(pool.probe),
    failOpen: ofFailOpen(pool.failOpen),
    affinity: ofAffinity(pool.affinity),
  };
}

function ofMember(member: Member): Canonical {
  if (member.kind === "entry") return { entry: member.id, port: member.port ?? null };
  const { id, identified, port, capacity, placement, duringRollout, unrepaired } = member;
  return {
    ...{ id, identified, port: port ? ofBounds(port) : null, capacity: ofCapacity(capacity) },
    ...{ floor: ofFloor(member), duringRollout: duringRollout ? ofFloor(duringRollout) : null },
    ...{ placement: ofPlacement(placement), isRepaired: unrepaired === undefined },
  };
}

function ofFloor({ floor, gaps }: Floor): Canonical {
  return { floor: ofBounds(floor), gaps: ofGaps(gaps) };
}

function ofCapacity(capacity: Capacity | undefined): Canonical {
  if (capacity === undefined || typeof capacity === "string") return capacity ?? null;
  return { of: capacity.of, amount: ofBounds(capacity.amount) };
}

function ofHealthCheck(check: HealthCheck): Canonical {
  return typeof check === "string" ? check : check.notices;
}

function ofProbe(probe: Probe | undefined): Canonical {
  if (!probe) return null;
  const { interval, timeout, unhealthyThreshold, asksOnlyThePort = null, gaps } = probe;
  return { times: [interval, timeout, unhealthyThreshold].map(ofBounds), asksOnlyThePort, gaps: ofGaps(gaps) };
}

function ofFailOpen(failOpen: FailOpen | undefined): Canonical {
  if (!failOpen) return null;
  return { below: ofBounds(failOpen.below), then: failOpen.then, gaps: ofGaps(failOpen.gaps) };
}

function ofAffinity(affinity: Affinity | undefined): Canonical {
  if (!affinity) return null;
  return { by: affinity.by ?? null, lifetime: ofBounds(affinity.lifetime), gaps: ofGaps(affinity.gaps) };
}

function ofPlacement({ zones, gaps }: Placement): Canonical {
  return { zones: setOf(zones), gaps: ofGaps(gaps) };
}

function ofBounds({ atLeast, atMost }: Bounds): Canonical {
  return atLeast === atMost ? atLeast : [atLeast, atMost];
}

/** What is not known, by whose property it is: how the reason is worded depends on the order in which an engine lists things. */
function ofGaps(gaps: readonly Gap[]): Canonical {
  return setOf(gaps.map(({ urn, property }) => `${urn} ${property}`));
}
