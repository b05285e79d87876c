import { judgeFloors, judgeShares, Traffic, zoneSpread, type Bounds, type RouteTraffic } from "../../../traffic";
import { oneOf, type Random } from "../../../drills/physics/random";
import { largestShare, simulate, type Outcome } from "../../support/simulator/simulate";
import { without, type Machine, type World } from "../../../drills/physics/world";

/** What the policies ask for by default. */
const MIN_TARGETS = 2;
const MAX_SHARE = 0.5;

/** Requests enough for each of a few machines to be met. */
const TO_MEET_ALL = 600;

/** How many standard deviations a sample may be off: by chance, one in a thousand million is more. */
const DEVIATIONS = 6;

export interface Trial {
  readonly traffic: Traffic;
  readonly requests: number;
  readonly random: Random;
}

/** What is decided of a route, or that it is not. */
export type Verdict = "safe" | "concentrated" | "unproved";

/** What the two policies that block say of a route. */
export function verdictOn(traffic: Traffic, route: RouteTraffic): Verdict {
  const subjects = new Set(route.alternatives.flat().map(({ pool }) => pool.subject));
  const floors = judgeFloors(traffic, { minTargets: MIN_TARGETS, canaryShare: 0 });
  const here = floors.filter((one) =>
    "uses" in one ? one.uses.some((use) => use.traffic === route) : one.traffic === route,
  );
  // What is proved of a pool on one route is not said again of another that leads to it.
  const elsewhere = floors.some((one) => "pool" in one && subjects.has(one.pool.subject));
  const shares = judgeShares(traffic, MAX_SHARE).filter((verdict) => verdict.traffic === route);
  const isFault = here.some((one) => one.kind !== "unproved") || shares.some(({ kind }) => kind === "above");
  if (isFault) return "concentrated";
  return here.length + shares.length > 0 || elsewhere ? "unproved" : "safe";
}

/** Where the analysis contradicts what happens in a world in which every group is as small as it gets. */
export function contradictions(trial: Trial, route: RouteTraffic, world: World, front: string): string[] {
  const { traffic, requests, random } = trial;
  const outcome = simulate(world, front, requests, random);
  const busiest = traffic.busiest(route)?.share ?? NONE;
  return [
    ...within("busiest share", largestShare(outcome), busiest, requests),
    ...evenness(outcome, traffic.effectiveBackends(route)),
    ...floors(trial, route, world, front),
    ...afterLosses(trial, route, world, front, outcome),
    ...verdictHolds(verdictOn(traffic, route), outcome, world, front, trial),
  ];
}

/**
 * Whether the sum of the squares of all shares, of what is served, is within the bounds. A sample's own sum is a little too great,
 * by what the sample itself is uneven.
 *
 * @see https://en.wikipedia.org/wiki/Simpson_index (the unbiased estimate)
 */
function evenness({ machines, requests, lost }: Outcome, { atLeast, atMost }: Bounds): string[] {
  const served = requests - lost;
  if (served < requests / 2) return [];
  const counts = [...machines.values()];
  const squares = counts.reduce((sum, count) => sum + (count / served) * ((count - 1) / (served - 1)), 0);
  const cubes = counts.reduce((sum, count) => sum + (count / served) ** 3, 0);
  const deviation = 2 * Math.sqrt(Math.max(0, cubes - squares ** 2) / served) + Math.sqrt(2 * squares) / served;
  const [least, most] = [1 / atMost, atLeast === 0 ? 1 : 1 / atLeast];
  const isOff = squares < least - DEVIATIONS * deviation || squares > most + DEVIATIONS * deviation;
  return isOff ? [`as even as ${1 / squares} backends, which is not within ${atLeast} to ${atMost}`] : [];
}

/** Where a world, whatever the sizes of its groups, is not as safe as the analysis says. */
export function unsafe(trial: Trial, route: RouteTraffic, world: World, front: string): string[] {
  if (verdictOn(trial.traffic, route) !== "safe") return [];
  return verdictHolds("safe", simulate(world, front, trial.requests, trial.random), world, front, trial);
}

function verdictHolds(
  verdict: Verdict,
  outcome: Outcome,
  world: World,
  front: string,
  { requests, random }: Trial,
): string[] {
  if (verdict === "unproved") return [];
  const top = largestShare(outcome);
  const alone = poolsThatServe(world, front).filter((pool) => machinesOf(world, pool, random) < MIN_TARGETS);
  const error = errorOf(MAX_SHARE, requests);
  if (verdict === "safe") {
    return [
      ...(top > MAX_SHARE + error ? [`it is said to be safe, and one machine gets ${top}`] : []),
      ...alone.map((pool) => `it is said to be safe, and ${pool} has one machine or none`),
    ];
  }
  const isConcentrated = top > MAX_SHARE - error || alone.length > 0 || outcome.lost > 0;
  return isConcentrated ? [] : ["it is said to be concentrated, and it is not"];
}

/** How many machines answer for each pool, and in how many zones; asked with all requests sent to that pool. */
function floors({ requests, random }: Trial, route: RouteTraffic, world: World, front: string): string[] {
  const pools = poolsThatServe(world, front);
  return pools.flatMap((pool) => {
    const loads = route.alternatives.flat().filter((load) => isPool(load.pool.label, pool));
    if (loads.length === 0) return [`no way leads to ${pool}, which gets requests`];
    const outcome = onlyTo(world, pool, requests, random);
    const zonal = loads.map(zoneSpread).filter((spread) => spread !== undefined);
    const met = onlyTo(alike(world), pool, TO_MEET_ALL, random);
    const zones = met.zones.size;
    const share = Math.max(0, ...outcome.zones.values()) / requests;
    return [
      ...outside(
        `machines of ${pool}`,
        met.machines.size,
        loads.map(({ spread }) => spread.backends),
      ),
      ...(zones === 0 || zonal.length === 0
        ? []
        : [
            ...outside(
              `zones of ${pool}`,
              zones,
              zonal.map((one) => one.zones),
            ),
            ...within(`busiest zone of ${pool}`, share, wide(zonal.map(({ largest }) => largest)), requests),
          ]),
    ];
  });
}

/** What is left after the loss that the analysis names. */
function afterLosses(
  { traffic, requests, random }: Trial,
  route: RouteTraffic,
  world: World,
  front: string,
  outcome: Outcome,
): string[] {
  const losses = [
    { loss: traffic.afterLosingBackend(route), by: machineOf },
    { loss: traffic.afterLosingZone(route), by: zoneOf },
  ];
  return losses.flatMap(({ loss, by }) => {
    const failed = loss && by(outcome, loss.of, random);
    if (!failed) return [];
    const left = simulate(without(world, failed), front, requests, random);
    return [
      ...within(`busiest share after the loss of ${loss.of}`, largestShare(left), loss.largest, requests),
      ...within(`part lost after the loss of ${loss.of}`, left.lost / requests, loss.lost, requests),
    ];
  });
}

/** One of those that get requests. */
function machineOf(outcome: Outcome, of: string, random: Random): { machine: string } | undefined {
  const group = of.replace(/^an instance of /, "");
  const names = [...outcome.machines.keys()].filter((name) => name === of || name.startsWith(`${group} #`));
  return names.length === 0 ? undefined : { machine: oneOf(random, names) };
}

function zoneOf({ zones }: Outcome, of: string): { zone: string } | undefined {
  return zones.has(of) ? { zone: of } : undefined;
}

/** The pools that get requests in a world, by name. */
function poolsThatServe(world: World, front: string): string[] {
  const sends = (world.get(front)?.sends ?? []).filter(({ weight }) => weight > 0);
  return sends.flatMap(({ to }) => (typeof to === "string" ? poolsThatServe(world, to) : [to.name]));
}

function machinesOf(world: World, pool: string, random: Random): number {
  return onlyTo(alike(world), pool, TO_MEET_ALL, random).machines.size;
}

/** The world if all machines took alike, so that each is met. */
function alike(world: World): World {
  const level = (machine: Machine): Machine => ({ ...machine, takes: 1 });
  return new Map(
    [...world].map(([name, front]) => {
      const sends = front.sends.map(({ weight, to }) => ({
        weight,
        to: typeof to === "string" ? to : { ...to, machines: to.machines.map(level) },
      }));
      return [name, { ...front, sends }];
    }),
  );
}

/** The requests of clients everywhere, if all of them were for one pool. */
function onlyTo(world: World, pool: string, requests: number, random: Random): Outcome {
  for (const [name, front] of world) {
    if (!front.sends.some(({ to }) => typeof to !== "string" && to.name === pool)) continue;
    const sends = front.sends.map((split) => ({
      ...split,
      // So little that none is sent there, and it still decides which nodes are in use.
      weight: split.weight > 0 && !(typeof split.to !== "string" && split.to.name === pool) ? 1e-12 : split.weight,
    }));
    return simulate(new Map([[name, { ...front, keeps: 0, sends }]]), name, requests, random);
  }
  throw new Error(`no load balancer sends to ${pool}`);
}

/** A service has a pool for the clients near each of its regions. */
function isPool(label: string, name: string): boolean {
  return label === name || label.startsWith(`${name} in `);
}

const NONE: Bounds = { atLeast: 0, atMost: 0 };

function wide(all: readonly Bounds[]): Bounds {
  return {
    atLeast: Math.min(...all.map(({ atLeast }) => atLeast)),
    atMost: Math.max(...all.map(({ atMost }) => atMost)),
  };
}

function outside(what: string, found: number, all: readonly Bounds[]): string[] {
  const { atLeast, atMost } = wide(all);
  return found < atLeast || found > atMost ? [`${what}: ${found} is not within ${atLeast} to ${atMost}`] : [];
}

/** Whether a part that was sampled may be one within the bounds. */
function within(what: string, found: number, { atLeast, atMost }: Bounds, requests: number): string[] {
  const isTooLittle = found < atLeast - errorOf(atLeast, requests);
  const isTooMuch = found > atMost + errorOf(atMost, requests);
  return isTooLittle || isTooMuch ? [`${what}: ${found} is not within ${atLeast} to ${atMost}`] : [];
}

function errorOf(part: number, requests: number): number {
  const p = Math.min(1, Math.max(0, part));
  return DEVIATIONS * Math.sqrt((p * (1 - p)) / requests) + DEVIATIONS / requests;
}
