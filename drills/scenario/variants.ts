import { readGraph, Traffic, type Resource } from "../../traffic";
import { findingsOf } from "../../policies/findings";
import { mutantsOf, type FaultName, type Mutant } from "../faults/faults";
import type { Plant } from "../physics/plant";
import { seeded, shuffled, type Random } from "../physics/random";
import type { Strike } from "../physics/strikes";
import { capacitiesFor } from "../topology/capacities";
import { plantOf } from "../topology/plant-of";
import { waysOf } from "../topology/ways";
import { CIRCUMSTANCES } from "./circumstances";
import { historyOf, type Hide } from "./history";
import type { Fault, Found, Level, Scenario } from "./scenario";
import { showsIn } from "./symptoms";

/** Which drill is wanted. */
export interface Wish {
  readonly level: Level;
  readonly seed: number;
  /** A kind of fault; any where undefined. */
  readonly fault?: FaultName | undefined;
  /** Takes secrets out of what is shown. */
  readonly hide: Hide;
}

/** No drill can be made of a stack. */
export class NoDrillError extends Error {
  override readonly name = "NoDrillError";
}

/** Seconds from the start until the change. */
const CHANGE_AT = 120;
/** Variants that are tried until one of them shows. */
const MOST_TRIES = 40;

/**
 * A variant of a stack with a fault, or with two, that makes an outage to be found. The stack itself is taken for what is good.
 *
 * @throws NoDrillError when nothing in it takes traffic, or none of the faults shows; ReadError when a resource makes no sense.
 */
export function variantOf(good: readonly Resource[], wish: Wish): Scenario {
  const traffic = trafficOf(good);
  if (waysOf(traffic).length === 0)
    throw new NoDrillError("nothing in it takes traffic for others, so there is nothing to drill");
  const random = seeded(wish.seed);
  const capacities = capacitiesFor(traffic);
  const before = plantOf({ resources: good, traffic }, capacities);
  for (const { mutants, resources } of candidates(good, wish, random).slice(0, MOST_TRIES)) {
    const spoiled = trafficOf(resources);
    if ([...spoiled.graph.pools.values()].some(({ probe }) => probe && probe.refused.length > 0)) continue;
    const after = plantOf({ resources, traffic: spoiled }, capacities);
    const strikes = mutants.flatMap((one) => strikeOf(one, before, after));
    const plan = { before, after, strikes, changeAt: CHANGE_AT, seed: wish.seed };
    if (!showsIn(plan)) continue;
    return {
      ...plan,
      ...wordsOn(wish),
      level: wish.level,
      history: historyOf(good, resources, random, wish.hide),
      truth: {
        faults: mutants.map((one) => faultOf(one, wish.hide)),
        findings: newFindings(traffic, spoiled, wish.hide),
      },
      asItWas: [],
    };
  }
  const what = wish.fault === undefined ? "none of the faults that it can have" : `no fault "${wish.fault}" of it`;
  throw new NoDrillError(`${what} makes an outage that shows; try another seed, fault or stack`);
}

function wordsOn({ seed, level }: Wish): Pick<Scenario, "title" | "briefing"> {
  const many = level === 3 ? "Two things are" : "Something is";
  return {
    title: `Drill ${seed}`,
    briefing: `You are on call. All is well, and a routine update is on its way. ${many} about to go wrong: see it, understand it, undo it.`,
  };
}

/** A stack with faults in it. */
type Candidate = { readonly mutants: readonly Mutant[] } & Pick<Mutant, "resources">;

/** Faults by lot: one, or two at different places. */
function candidates(good: readonly Resource[], { level, fault }: Wish, random: Random): Candidate[] {
  const wanted = (mutant: Mutant) => fault === undefined || mutant.fault === fault;
  const single = shuffled(random, mutantsOf(good).filter(wanted));
  if (level < 3) return single.map((one) => ({ mutants: [one], resources: one.resources }));
  return single.flatMap((first) => {
    const others = mutantsOf(first.resources).filter((one) => one.urn !== first.urn && one.fault !== first.fault);
    return shuffled(random, others)
      .slice(0, 1)
      .map((second) => ({ mutants: [first, second], resources: second.resources }));
  });
}

/** It strikes the pool that the fault is about. */
function strikeOf({ fault, urn, at }: Mutant, before: Plant, after: Plant): Strike[] {
  const { strike: kind } = CIRCUMSTANCES[fault];
  if (kind === undefined) return [];
  const same = new Map(before.pools.map((pool) => [pool.id, JSON.stringify(pool)]));
  const isAbout = ({ id, label, members }: Plant["pools"][number]) =>
    id === urn || label.split(" ").includes(at) || members.some((one) => one.id === urn);
  const sent = new Set(
    after.ways.flatMap(({ sends }) => sends.filter(({ weight }) => weight > 0).map(({ pool }) => pool)),
  );
  const pools = after.pools.filter(({ id }) => sent.has(id));
  const pool = pools.find((one) => same.get(one.id) !== JSON.stringify(one)) ?? pools.find(isAbout) ?? pools[0];
  return pool ? [{ kind, pool: pool.id }] : [];
}

function faultOf({ fault, at, type }: Mutant, hide: Hide): Fault {
  const { words, does, look } = CIRCUMSTANCES[fault];
  const kind = type.slice(type.lastIndexOf(":") + 1);
  const name = hide(at);
  return { kind: fault, at: `${kind} ${name}`, names: [name], words, does, hints: [look, `Look at ${name}.`, does] };
}

/** What the pack says of the change, and did not say before. */
export function newFindings(before: Traffic, after: Traffic, hide: Hide): Found[] {
  const all = (traffic: Traffic) =>
    findingsOf(traffic).map(({ policy, finding }): Found => {
      return { policy: policy.id, level: finding.level ?? policy.level, message: hide(finding.message) };
    });
  const known = new Set(all(before).map(({ policy, message }) => `${policy} ${message}`));
  return all(after).filter(({ policy, message }) => !known.has(`${policy} ${message}`));
}

function trafficOf(resources: readonly Resource[]): Traffic {
  return new Traffic(readGraph(resources));
}
