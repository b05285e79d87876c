/** Somebody lets a change pass that policies would block, for a short time: in an incident it may be the mitigation. */
export interface BreakGlass {
  readonly who: string;
  readonly why: string;
  /** The moment at which it ends, in ISO 8601 with a time zone: `2026-11-23T03:40:00Z`. */
  readonly until: string;
}

const LONGEST_MINUTES = 60;

/** Why it does not count, as a person says it; undefined where it does. */
export function whyNotBroken({ who, why, until }: BreakGlass, now: Date): string | undefined {
  if (who.trim() === "") return "it does not say who breaks the glass";
  if (why.trim() === "") return "it gives no reason";
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(until) || Number.isNaN(Date.parse(until))) {
    return `until must be a moment with its time zone, as 2026-12-31T03:40:00Z, but is ${JSON.stringify(until)}`;
  }
  const minutes = (Date.parse(until) - now.getTime()) / 60_000;
  if (minutes <= 0) return `it ended at ${until}: remove it`;
  return minutes > LONGEST_MINUTES ? `it may last ${LONGEST_MINUTES} minutes at most, but ends at ${until}` : undefined;
}
