import type { Scenario } from "../scenario/scenario";
import { ofWay, SLICE, type Slice } from "../session/recording";

/** A monitor of how traffic is shared, and when it would have raised an alarm; null where it would not. */
export interface MonitorSays {
  readonly name: string;
  /** Seconds from the start. */
  readonly at: number | null;
}

/** Slices in a minute, and minutes in a row that must be bad. */
const MINUTE = 60 / SLICE;
const IN_A_ROW = 2;

/** By how much more than usual the busiest backend may get, and the fewest healthy backends of a pool that takes traffic. */
const MORE = 1.5;
const FEWEST = 2;

/** Looks at a record as monitors of the shares would have. */
export function monitorsOn(scenario: Scenario, slices: readonly Slice[]): MonitorSays[] {
  const minutes = minutesOf(slices);
  const usual = usualShares(minutes.filter(([first]) => first && first.from + 60 <= scenario.changeAt));
  const concentrates = (minute: readonly Slice[]) =>
    scenario.before.ways.some((_, way) => busiest(minute, way) > Math.min(0.95, (usual[way] ?? 1) * MORE));
  const hasFew = (minute: readonly Slice[]) => {
    const last = minute.at(-1);
    return scenario.before.pools.some(({ id }, pool) => {
      const isSent = scenario.before.ways.some(({ sends }) => sends.some((one) => one.pool === id && one.weight > 0));
      return isSent && last !== undefined && (last.pools[pool]?.healthy ?? FEWEST) < FEWEST;
    });
  };
  return [
    {
      name: "concentrating: the busiest backend gets half as much again as usual",
      at: firstBad(minutes, concentrates),
    },
    { name: `fewer than ${FEWEST} healthy backends in a pool with traffic`, at: firstBad(minutes, hasFew) },
  ];
}

function minutesOf(slices: readonly Slice[]): Slice[][] {
  return Array.from({ length: Math.floor(slices.length / MINUTE) }, (_, index) =>
    slices.slice(index * MINUTE, (index + 1) * MINUTE),
  );
}

function usualShares(minutes: readonly (readonly Slice[])[]): number[] {
  const ways = minutes[0]?.[0]?.ways.length ?? 0;
  return Array.from({ length: ways }, (_, way) => Math.max(0, ...minutes.map((minute) => busiest(minute, way))));
}

function busiest(minute: readonly Slice[], way: number): number {
  const sent = new Map<string, number>();
  for (const { sent: own } of ofWay(minute, way)) {
    for (const [name, count] of Object.entries(own)) sent.set(name, (sent.get(name) ?? 0) + count);
  }
  const total = [...sent.values()].reduce((sum, one) => sum + one, 0);
  return total === 0 ? 0 : Math.max(...sent.values()) / total;
}

/** The end of the minute in which the alarm goes off. */
function firstBad(minutes: readonly (readonly Slice[])[], isBad: (minute: readonly Slice[]) => boolean): number | null {
  let inARow = 0;
  for (const [index, minute] of minutes.entries()) {
    inARow = isBad(minute) ? inARow + 1 : 0;
    if (inARow === IN_A_ROW) return (index + 1) * 60;
  }
  return null;
}
