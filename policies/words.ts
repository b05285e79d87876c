import type { Bounds, PoolUse } from "../traffic";

/** Routes that are named before the rest is counted. */
const MOST_ROUTES = 5;

/** A share as a person reads it: `33.3 %`, `between 10 % and 50 %`. */
export function percent({ atLeast, atMost }: Bounds): string {
  return atLeast === atMost ? one(atMost) : `between ${one(atLeast)} and ${one(atMost)}`;
}

function one(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** A number of targets as a person reads it. */
export function targets({ atLeast, atMost }: Bounds): string {
  return atLeast === atMost ? count(atMost, "target") : `at most ${count(atMost, "target")}`;
}

export function count(number: number, noun: string): string {
  return `${number === 0 ? "no" : number} ${noun}${number === 1 ? "" : "s"}`;
}

export function pathOf(path: readonly string[]): string {
  return path.join(" → ");
}

/** A resource as a person names it, from its URN: `target group green`. */
export function resourceOf(urn: string): string {
  const [name = urn, type = ""] = urn.split("::").reverse();
  return `${classOf(type)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()} ${name}`.trim();
}

/** The pattern for the URNs of a resource, whatever its stack. */
export function patternFor(urn: string): string {
  const [name = urn, type = ""] = urn.split("::").reverse();
  return `*:${classOf(type)}::${name}`;
}

function classOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** The routes after the first, a line each, as far as a person reads them. */
export function otherRoutes(uses: readonly PoolUse[]): string[] {
  const lines = uses.slice(1, MOST_ROUTES).map((use) => `Also ${percent(use.share)} of ${use.traffic.route.label}.`);
  const rest = uses.length - MOST_ROUTES;
  return rest > 0 ? [...lines, `And ${count(rest, "more route")}.`] : lines;
}
