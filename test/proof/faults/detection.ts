import { readGraph, Traffic, type Resource } from "../../../traffic";
import { findingsOf } from "../../../policies/findings";
import { mutantsOf, type Mutant } from "../../../drills/faults/faults";

/** How many mutants of a kind the policies tell from the good configuration. */
export interface Rate {
  readonly fault: string;
  readonly mutants: number;
  readonly missed: readonly Mutant[];
}

/** What the policies find, but for what they could not prove: `policy resource message`. */
export function foundIn(resources: readonly Resource[]): string[] {
  return findingsOf(new Traffic(readGraph(resources)))
    .filter(({ policy }) => policy.id !== "traffic-is-provable")
    .map(({ policy, finding }) => `${policy.id} ${finding.urn} ${finding.message}`);
}

/** A fault is detected where something is found that is not found in the good configuration. */
export function detectionRates(good: readonly Resource[]): Rate[] {
  const known = new Set(foundIn(good));
  const byFault = new Map<string, Mutant[]>();
  for (const mutant of mutantsOf(good)) byFault.set(mutant.fault, [...(byFault.get(mutant.fault) ?? []), mutant]);
  return [...byFault].map(([fault, mutants]) => ({
    fault,
    mutants: mutants.length,
    missed: mutants.filter(({ resources }) => foundIn(resources).every((one) => known.has(one))),
  }));
}
