import { Simulation, type Second } from "../physics/simulation";
import { ofWay } from "../session/recording";
import type { Scenario } from "./scenario";

/** Seconds that are looked ahead. */
const AHEAD = 600;

/** Whether a change makes an outage that an alarm tells of, if nobody does anything. */
export function showsIn(plan: Pick<Scenario, "before" | "after" | "strikes" | "changeAt" | "seed">): boolean {
  const simulation = startOf(plan);
  let minute: Second[] = [];
  for (let at = 0; at < plan.changeAt + AHEAD; at += 1) {
    if (at === plan.changeAt) change(simulation, plan);
    minute.push(simulation.step());
    if (minute.length < 60) continue;
    if (at > plan.changeAt && failing(minute) >= 0.05) return true;
    minute = [];
  }
  return false;
}

export function startOf({ before, seed }: Pick<Scenario, "before" | "seed">): Simulation {
  return new Simulation(before, seed);
}

/** Makes the change, and lets happen what brings its fault out. */
export function change(simulation: Simulation, { after, strikes }: Pick<Scenario, "after" | "strikes">): void {
  simulation.configure(after);
  for (const strike of strikes) simulation.strike(strike);
}

/** The part of the requests that failed, on the way in where that is greatest. */
function failing(seconds: readonly Second[]): number {
  const ways = Math.max(0, ...seconds.map((one) => one.ways.length));
  const parts = Array.from({ length: ways }, (_, way) => {
    const sum = (of: "attempts" | "failed") => ofWay(seconds, way).reduce((total, one) => total + one[of], 0);
    return sum("failed") / Math.max(1, sum("attempts"));
  });
  return Math.max(0, ...parts);
}
