import { add, between, sum, ZERO, type Bounds } from "../bounds";
import type { Filled } from "./backend-ways";
import type { Group } from "./groups";

/** A backend that takes part, with what is known of its group. */
export interface Part extends Filled {
  readonly members: Group;
}

/**
 * The backends that get traffic while all are healthy and none is full. Those that stand by, those that are drained or empty, and
 * those that are not preferred where others are, get none.
 *
 * @param byCapacity whether proxies share, by capacity; undefined where that is not known.
 * @see https://cloud.google.com/load-balancing/docs/internal/failover-overview
 * @see https://cloud.google.com/load-balancing/docs/service-lb-policy#preferred_backends
 */
export function taking(byCapacity: boolean | undefined, all: readonly Part[]): Part[] {
  if (byCapacity === undefined) return all.map(doubtful);
  const filled = all.filter(({ members }) => sizeOf(members).atMost > 0);
  return byCapacity ? filledFirst(filled) : primaries(filled);
}

/** Why a backend that does not take part gets nothing. */
export function whyIdle(byCapacity: boolean | undefined, { backend, members }: Part): string {
  if (sizeOf(members).atMost === 0) return "it may be empty";
  if (byCapacity !== true) return "it stands by for the others";
  if (backend.scaler.atMost > 0) return "others are preferred";
  return backend.hasDefaultScaler ? "it has no capacityScaler, which drains it" : "its capacityScaler is 0";
}

/** Whether a backend that does not take part would, if those that do had failed. */
export function standsBy(byCapacity: boolean | undefined, { backend, members }: Part): boolean {
  return sizeOf(members).atMost > 0 && (byCapacity !== true || backend.scaler.atMost > 0);
}

/** How many members a group has. */
export function sizeOf({ members, open }: Group): Bounds {
  return add(sum(members.map(({ floor }) => floor)), open.length > 0 ? between(0, Infinity) : ZERO);
}

/** The same backend, where it is not known whether it gets traffic. */
export function doubtful(part: Part): Part {
  return { ...part, certain: false };
}

function primaries(all: readonly Part[]): Part[] {
  const primary = all.filter(({ backend }) => backend.failover !== true);
  if (primary.length === 0) return all.map(doubtful);
  return primary.map((part) => (part.backend.failover === undefined ? doubtful(part) : part));
}

function filledFirst(all: readonly Part[]): Part[] {
  const awake = all
    .filter(({ backend }) => backend.scaler.atMost > 0)
    .map((part) => (part.backend.scaler.atLeast > 0 ? part : doubtful(part)));
  if (awake.some(({ backend }) => backend.preferred === undefined)) return awake.map(doubtful);
  const preferred = awake.filter(({ backend }) => backend.preferred);
  if (preferred.length === 0) return awake;
  return preferred.some(({ certain }) => certain) ? preferred : awake.map(doubtful);
}
