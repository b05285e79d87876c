import type { Check, Plant, PlantMember, PlantPool } from "../../drills/physics/plant";
import { Simulation, type Second } from "../../drills/physics/simulation";

export const CHECK: Check = { interval: 10, timeout: 5, unhealthy: 2, healthy: 2, portOnly: false };

export function member(label: string, own: Partial<PlantMember> = {}): PlantMember {
  const alone = { zones: ["a"], takes: 1, capacity: 20, isRepaired: false, duringRollout: 1 };
  return { id: label, label, count: 1, most: 1, ...alone, ...own };
}

export function pool(label: string, members: readonly PlantMember[], own: Partial<PlantPool> = {}): PlantPool {
  return { id: label, label, across: true, check: CHECK, failOpenBelow: 1, sticks: false, members, ...own };
}

/** A service with one way in, whose pools have these weights. */
export function plant(rate: number, pools: readonly (readonly [PlantPool, number])[], nodes = ["a"]): Plant {
  const sends = pools.map(([{ id }, weight]) => ({ pool: id, weight }));
  return {
    ways: [{ id: "web", label: "listener web:443", rate, door: { nodes, clients: [], keeps: 0 }, sends }],
    pools: pools.map(([one]) => one),
  };
}

/** Runs for so many seconds. */
export function run(simulation: Simulation, seconds: number): Second[] {
  return Array.from({ length: seconds }, () => simulation.step());
}

/** The sum of a number over seconds, all ways together. */
export function total(
  seconds: readonly Second[],
  of: "started" | "attempts" | "served" | "failed" | "givenUp",
): number {
  return seconds.reduce((sum, { ways }) => sum + ways.reduce((all, one) => all + one[of], 0), 0);
}

/** How many requests each backend was sent. */
export function sent(seconds: readonly Second[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const { ways } of seconds) {
    for (const way of ways) for (const [name, count] of way.sent) all.set(name, (all.get(name) ?? 0) + count);
  }
  return all;
}
