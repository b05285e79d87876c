import { urnPattern } from "../traffic";
import type { Finding } from "./rule";

/** A finding that a team accepts for a time. */
export interface Exemption {
  /** The policy whose findings it is about. */
  readonly policy: string;
  /** The URN of the resource; `*` stands for any characters. */
  readonly urn: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`, in UTC. */
  readonly until: string;
  /** The measure up to which it holds: a finding that is worse blocks again. */
  readonly measure?: number;
}

/** What is said of a finding that an exemption is about. */
export interface Exempted {
  /** Whether it is worse than what was accepted, so that it is not exempt. */
  readonly isWorse: boolean;
  readonly note: string;
}

/** The exemptions that hold today, and which of them have been needed. */
export class Exemptions {
  readonly #byPolicy = new Map<string, { readonly exemption: Exemption; readonly matches: RegExp }[]>();
  readonly #used = new Set<Exemption>();

  constructor(readonly all: readonly Exemption[]) {
    for (const exemption of all) {
      const same = this.#byPolicy.get(exemption.policy) ?? [];
      this.#byPolicy.set(exemption.policy, [...same, { exemption, matches: urnPattern(exemption.urn) }]);
    }
  }

  /** Undefined where no exemption is about the finding. */
  of(policy: string, { urn, measure }: Finding): Exempted | undefined {
    const about = (this.#byPolicy.get(policy) ?? []).filter(({ matches }) => matches.test(urn));
    for (const { exemption } of about) this.#used.add(exemption);
    const holds = about.find(({ exemption }) => exemption.measure === undefined || measure <= exemption.measure);
    const [first] = holds ? [holds] : about;
    if (!first) return undefined;
    const { until, reason } = first.exemption;
    const note = holds
      ? `Exempt until ${until}: ${reason}`
      : `It was exempt until ${until} (${reason}), but it is worse now than what that accepted.`;
    return { isWorse: !holds, note };
  }

  /** The exemptions that no finding has needed. */
  get unused(): Exemption[] {
    return this.all.filter((exemption) => !this.#used.has(exemption));
  }
}

/** Why an exemption does not hold, as a person says it; undefined where it does. */
export function whyNot(exemption: Exemption, now: Date, policies: ReadonlySet<string>): string | undefined {
  const { policy, urn, reason, until } = exemption;
  if (!policies.has(policy)) return `there is no policy ${policy}`;
  if (urn.trim() === "") return "it names no resource: urn must be a URN, in which * stands for any characters";
  if (reason.trim() === "") return "it gives no reason";
  const end = endOf(until);
  if (end === undefined) return `until must be a day, as 2026-12-31, but is ${JSON.stringify(until)}`;
  return end <= now ? `it expired on ${until}: mend what it is about, or decide on it anew` : undefined;
}

/** The moment at which a day ends, in UTC. */
function endOf(day: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const start = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) return undefined;
  return new Date(start.getTime() + 24 * 60 * 60 * 1000);
}
