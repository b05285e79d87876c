import type { Gap } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { count, resourceOf } from "./words";

/** Reasons that are told before the rest is counted. */
const MOST_REASONS = 5;

export const trafficIsProvable = {
  id: "traffic-is-provable",
  description: "What the other policies demand of the traffic should be provable from the configuration.",
  severity: "medium",
  level: "advisory",
  remediation: "Name what the policies need to know: literal values, or resources of the same stack.",
  tags: ["evidence"],
  options: {},
  *check({ unproved }) {
    for (const same of grouped(unproved)) yield speak(same);
  },
} satisfies Rule<object>;

/** Claims about one thing that fail for the same reasons are one finding. */
function grouped(unproved: readonly Unproved[]): Unproved[][] {
  const groups = new Map<string, Unproved[]>();
  for (const one of unproved) {
    const key = `${one.about[0] ?? ""} ${distinct(one.gaps).map(wordsOf).sort().join()}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function speak(same: readonly Unproved[]): Finding {
  const [first] = same;
  if (!first) throw new Error("a group of unproved claims is empty");
  const reasons = distinct(first.gaps).map(wordsOf);
  const more = reasons.length - MOST_REASONS;
  const lines = [
    `It could not be proved ${[...new Set(same.map(({ claim }) => claim))].join(", nor ")}:`,
    ...reasons.slice(0, MOST_REASONS).map((reason) => `- ${reason}`),
    ...(more > 0 ? [`- and ${count(more, "more reason")}`] : []),
  ];
  return { kind: "fault", urn: first.urn, about: first.about, measure: same.length, message: lines.join("\n") };
}

function distinct(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [wordsOf(gap), gap])).values()];
}

function wordsOf({ urn, property, why }: Gap): string {
  return `${property} of ${resourceOf(urn)}: ${why}`;
}
