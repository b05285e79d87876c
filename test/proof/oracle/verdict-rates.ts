import fc from "fast-check";
import type { Verdict } from "./compare";
import { CLOUDS } from "./examine";

/** How the routes of random graphs are judged, by how much of them a preview does not know. */
export interface VerdictRates {
  readonly cloud: string;
  /** The part of the values that is not known. */
  readonly haze: number;
  /** Whether nothing exists yet. */
  readonly isFirst: boolean;
  readonly routes: Record<Verdict, number>;
}

/** @throws Error when the analysis is contradicted, with the graph as fast-check shows it. */
export function verdictRates(graphs: number, seed: number): VerdictRates[] {
  return Object.entries(CLOUDS).flatMap(([cloud, examined]) => {
    const rates = new Map<string, VerdictRates>();
    fc.assert(
      fc.property(examined, ({ plan: { haze, isFirst }, contradictions, verdicts }) => {
        if (contradictions.length > 0) throw new Error(contradictions.join("\n"));
        const key = `${haze} ${isFirst}`;
        const routes = rates.get(key)?.routes ?? { safe: 0, concentrated: 0, unproved: 0 };
        for (const verdict of verdicts) routes[verdict] += 1;
        rates.set(key, { cloud, haze, isFirst, routes });
      }),
      { numRuns: Math.ceil(graphs / 2), seed },
    );
    return [...rates.values()].sort((a, b) => Number(a.isFirst) - Number(b.isFirst) || a.haze - b.haze);
  });
}
