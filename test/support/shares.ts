import {
  duringRollouts,
  judgeFloors,
  judgeShares,
  summaryOf,
  Traffic,
  zoneBalance,
  zoneSpread,
  type AfterLoss,
  type Bounds,
  type Graph,
  type Load,
  type RouteTraffic,
} from "../../traffic";

/** What the analysis works out of a graph, one route a paragraph. */
export function sharesOf(graph: Graph): string {
  const traffic = new Traffic(graph);
  const rolling = duringRollouts(graph);
  return [
    ...traffic.routes.map((route) => ofRoute(traffic, route)),
    ...verdictsOn(traffic),
    ...(rolling ? verdictsOn(new Traffic(rolling)).map((line) => `in a rollout: ${line}`) : []),
  ].join("\n");
}

function ofRoute(traffic: Traffic, route: RouteTraffic): string {
  const { label, largestShare, busiest, floor, effectiveBackends, zones, pools } = summaryOf(traffic, route);
  const path = traffic.busiest(route)?.path.join(" > ");
  return [
    label,
    `  ${busiest ?? "nobody"} ${text(largestShare)}, floor ${text(floor)}, effective ${text(effectiveBackends)}, zones ${text(zones)}`,
    ...(path === undefined ? [] : [`  by ${path}`]),
    ...pools.map((pool) => {
      const members = pool.members.map((one) => `${one.label} ${text(one.backends)} get ${text(one.share)}`);
      return `  ${pool.label} ${text(pool.share)} on ${text(pool.backends)}: ${members.join("; ")}`;
    }),
    ...new Set(route.alternatives.flat().map(ofZones)),
    ...losses([traffic.afterLosingBackend(route), traffic.afterLosingZone(route)]),
    `  ${traffic.gapsOf(route).length} gaps`,
  ].join("\n");
}

function ofZones(load: Load): string {
  const [spread, balance] = [zoneSpread(load), zoneBalance(load)];
  const busiest = spread ? `${spread.busiest ?? "some zone"} ${text(spread.largest)} of ${text(spread.zones)}` : "none";
  const ratio = balance ? `${balance.busiest} to ${balance.leastBusy} ${text(balance.ratio)}` : "even";
  const unused = load.spread.unused.map(({ label }) => label).join(", ");
  return `  zones of ${load.pool.label}: ${busiest}, ${ratio}${unused === "" ? "" : `, unused ${unused}`}`;
}

function losses(all: readonly (AfterLoss | undefined)[]): string[] {
  return all.flatMap((one) => (one ? `  without ${one.of}: ${text(one.largest)}, lost ${text(one.lost)}` : []));
}

function verdictsOn(traffic: Traffic): string[] {
  const floors = judgeFloors(traffic, { minTargets: 2, canaryShare: 0.1 });
  const shares = judgeShares(traffic, 0.5);
  return [
    ...floors.map((verdict) => {
      const uses = "uses" in verdict ? verdict.uses : [];
      return `floor ${verdict.kind}: ${uses.map(({ pool, share }) => `${pool.label} ${text(share)}`).join(", ")}`;
    }),
    ...shares.map(({ kind, busiest }) => `share ${kind}: ${busiest.label} of ${busiest.pool.label}`),
  ];
}

/** As many digits as rounding leaves alone. */
function text(bounds: Bounds | undefined): string {
  if (!bounds) return "none";
  const [least, most] = [bounds.atLeast, bounds.atMost].map((value) => String(Math.round(value * 1e4) / 1e4));
  return least === most ? String(least) : `${least}..${most}`;
}
