import { receivers, type Backends, type Scaling } from "../traffic";
import type { Finding, Rule } from "./rule";

export const capacityIsNotCapped = {
  id: "capacity-is-not-capped",
  description: "A group that is scaled must be able to grow beyond its minimum, at any time of day.",
  severity: "low",
  level: "advisory",
  remediation: "Raise the maximum size above the minimum.",
  tags: ["availability", "capacity"],
  options: {},
  *check({ traffic }) {
    const judged = new Set<string>();
    for (const { pool, uses } of receivers(traffic)) {
      for (const member of [pool, ...uses.map(({ load }) => load.pool)].flatMap(({ members }) => members)) {
        if (member.kind !== "backends" || !member.scaling || judged.has(member.id)) continue;
        judged.add(member.id);
        yield* judge(member, member.scaling, pool.subject);
      }
    }
  },
} satisfies Rule<object>;

function* judge({ label }: Backends, { usualLeast, ceilings }: Scaling, subject: string): Generator<Finding> {
  for (const [index, { most, setBy }] of ceilings.entries()) {
    const isUsual = index === 0;
    // A schedule that caps a group at its usual minimum is a quiet night; below it, the minimum does not hold.
    if (isUsual ? most.atMost > usualLeast.atLeast : most.atMost >= usualLeast.atLeast) continue;
    const fact = isUsual
      ? `${label} cannot grow: ${setBy.label} is ${most.atMost}, and so is its minimum. When load rises, or targets fail, those that are left carry it all.`
      : `${setBy.label} takes ${label} down to ${most.atMost} at some time of day, below its usual minimum of ${usualLeast.atLeast}.`;
    const remedy = isUsual ? `Raise ${setBy.label}.` : `Raise ${setBy.label} to ${usualLeast.atLeast} or more.`;
    const measure = usualLeast.atLeast - most.atMost;
    yield { kind: "fault", urn: setBy.urn, about: [subject], measure, message: `${fact}\n${remedy}` };
  }
}
