/** What keeps a pool from taking more traffic; undefined where nothing does. */
export type Obstacle = { readonly why: string; /** Or only not known now. */ readonly isCertain: boolean } | undefined;

/**
 * How many of a pool must be healthy: as many as it guarantees, and half of those that are registered. With fewer each of them would
 * carry more than twice what it is meant to.
 *
 * @param atLeast the fewest: 2 or more.
 */
export function neededOf(registered: number, atLeast: number): number {
  return Math.max(atLeast, Math.ceil(registered / 2));
}

/**
 * @param what the members of a pool are called: `targets`.
 * @param states what each is: `healthy`, or anything else.
 */
export function shortage(what: string, states: readonly string[], needed: number): Obstacle {
  const healthy = states.filter((state) => state === "healthy").length;
  if (healthy >= needed) return undefined;
  const are = healthy === 1 ? "is" : "are";
  const why = `${healthy} of ${states.length} ${what} ${are} healthy${others(states)}, ${needed} must be`;
  return { why, isCertain: true };
}

/** What the others are: ` (1 initial, 2 unhealthy: Target.Timeout)`. */
function others(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) {
    if (state !== "healthy") counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const parts = [...counts].map(([state, count]) => `${count} ${state}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
