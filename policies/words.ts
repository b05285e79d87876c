import { exactly, type Bounds, type Pool, type PoolUse, type RouteTraffic } from "../traffic";

/** Routes that are named before the rest is counted. */
const MOST_ROUTES = 5;

/** A share as a person reads it: `33.3 %`, `between 10 % and 50 %`. */
export function percent(share: Bounds | number): string {
  const { atLeast, atMost } = typeof share === "number" ? exactly(share) : share;
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

/** The name of the stack that a resource is in. */
export function stackIn(urn: string): string {
  return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
}

/** The pattern for the URNs of a resource, whatever its stack. */
export function patternFor(urn: string): string {
  const [name = urn, type = ""] = urn.split("::").reverse();
  return `*:${classOf(type)}::${name}`;
}

function classOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** The resource of this stack that a person would change about a pool. */
export function toChange(pool: Pool, uses: readonly { readonly traffic: RouteTraffic }[]): string {
  return pool.urn ?? uses[0]?.traffic.route.urn ?? pool.id;
}

/** The routes after the first, a line each, as far as a person reads them. */
export function otherRoutes(uses: readonly PoolUse[]): string[] {
  const lines = uses.slice(1, MOST_ROUTES).map((use) => `Also ${percent(use.share)} of ${use.traffic.route.label}.`);
  const rest = uses.length - MOST_ROUTES;
  return rest > 0 ? [...lines, `And ${count(rest, "more route")}.`] : lines;
}

/** Shares are quotients: what differs by less than this is the same. */
const ROUNDING = 1e-9;

/** What is certain of a number that must not be above a limit. */
export function compare({ atLeast, atMost }: Bounds, limit: number): "within" | "above" | "unproved" {
  if (atMost <= limit + ROUNDING) return "within";
  return atLeast > limit + ROUNDING ? "above" : "unproved";
}

/** A multiple as a person says it: `4 times`, `1.5 times`. */
export function times(multiple: number): string {
  return `${Math.round(multiple * 10) / 10} times`;
}

/** Seconds as a person reads them: `90 s`, `2 min`, `1 day`. */
export function duration(seconds: number): string {
  for (const [unit, length] of UNITS) {
    const amount = seconds / length;
    if (Number.isInteger(amount) && amount >= 1) return count(amount, unit);
  }
  return `${seconds} s`;
}

const UNITS: readonly (readonly [unit: string, seconds: number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
];
