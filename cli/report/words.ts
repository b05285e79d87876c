import { HIDDEN } from "../../sources/secrets";
import type { ChangeKind } from "../../traffic";
import type { ChangeReport, CollapseReport, FindingReport, Range, RouteReport, StackReport } from "./report";

/** A share as it stands in a table: `33.3 %`, `10 to 50 %`. */
export function share(range: Range): string {
  if (range === HIDDEN) return range;
  const percent = (value: number | null) => String(Math.round((value ?? 0) * 1000) / 10);
  const [least, most] = [percent(range.atLeast), percent(range.atMost)];
  return least === most ? `${most} %` : `${least} to ${most} %`;
}

/** A number as it stands in a table: `3`, `2 to 5`, `2 or more`, `no limit`. */
export function number(range: Range | undefined): string {
  if (range === undefined) return "–";
  if (range === HIDDEN) return range;
  const rounded = (value: number) => String(Math.round(value * 10) / 10);
  const { atLeast, atMost } = range;
  if (atLeast === null) return "no limit";
  if (atMost === null) return atLeast === 0 ? "any number" : `${rounded(atLeast)} or more`;
  const [least, most] = [rounded(atLeast), rounded(atMost)];
  return least === most ? most : `${least} to ${most}`;
}

/** What a table says of a route, besides its name. */
export const COLUMNS = ["Largest share", "Floor", "Effective backends", "Zones"] as const;

/** What it says too where a cloud has told. */
const NOW = "Healthy now";

function cells({ largestShare, floor, effectiveBackends, zones }: RouteReport): string[] {
  return [share(largestShare), number(floor), number(effectiveBackends), number(zones)];
}

/** The names of columns with one more, and the cells for it, where the health of a pool of these routes is told. */
export function withHealth(
  names: readonly string[],
  routes: readonly RouteReport[],
): { readonly heads: readonly string[]; readonly cellsOf: (route: RouteReport) => string[] } {
  const isTold = routes.some(({ pools }) => pools.some(({ now }) => now));
  if (!isTold) return { heads: names, cellsOf: cells };
  return { heads: [...names, NOW], cellsOf: (route) => [...cells(route), healthyNow(route)] };
}

/** The pool with the fewest healthy targets: `1 of 4`. */
function healthyNow({ pools }: RouteReport): string {
  const [worst] = pools.flatMap(({ now }) => now ?? []).sort((a, b) => a.healthy - b.healthy);
  if (!worst) return "–";
  const { healthy, untold, registered } = worst;
  return `${number({ atLeast: healthy, atMost: healthy + untold })} of ${registered}`;
}

/** The same of a change: what was, and what is to be; once where that is the same. */
export function changedCells({ before, after }: ChangeReport): string[] {
  const [old, made] = [before ? cells(before) : [], after ? cells(after) : []];
  return COLUMNS.map((_, index) => {
    const [from = "–", to = "–"] = [old[index], made[index]];
    return from === to ? to : `${from} → ${to}`;
  });
}

/** What became of a route, as a person says it. */
export const KINDS: Readonly<Record<ChangeKind, string>> = {
  collapse: "COLLAPSE",
  worse: "worse",
  new: "new",
  better: "better",
  same: "same",
  gone: "gone",
};

/** A collapse in a sentence. */
export function collapse({ of, label, before, after, isCertain }: CollapseReport): string {
  const certainty = isCertain ? "" : " (it may be so: some of it is not known yet)";
  return of === "share"
    ? `${label} gets ${share(after)} of the traffic; before, no backend got more than ${share(before)}${certainty}`
    : `${label} guarantees ${number(after)} of ${number(before)} targets${certainty}`;
}

/** How many findings there are, and what they mean: `1 finding blocks, 2 advise`. */
export function verdict({ findings }: Pick<StackReport, "findings">): string {
  if (findings.length === 0) return "no findings";
  const blocking = findings.filter(isBlocking).length;
  const advising = findings.length - blocking;
  const parts = [
    ...(blocking > 0 ? [`${blocking} ${blocking === 1 ? "finding blocks" : "findings block"}`] : []),
    ...(advising > 0
      ? [
          `${advising} ${blocking > 0 ? "" : advising === 1 ? "finding " : "findings "}${advising === 1 ? "advises" : "advise"}`,
        ]
      : []),
  ];
  return parts.join(", ");
}

export function isBlocking({ level }: FindingReport): boolean {
  return level === "mandatory";
}

/** How many routes changed in which way: `1 collapse, 2 same`. */
export function changes({ comparison }: StackReport): string {
  const counts = Object.keys(KINDS).flatMap((kind) => {
    const amount = comparison?.changes.filter((change) => change.kind === kind).length ?? 0;
    return amount === 0 ? [] : [`${amount} ${kind}`];
  });
  return counts.length === 0 ? "no routes" : counts.join(", ");
}

/** A stack as a person names it, with where it was read. */
export function title({ stack, source, kind, comparison }: StackReport): string {
  const name = stack === "" || kind === "live" ? source : `${stack} (${kind}: ${source})`;
  return comparison && comparison.before !== source ? `${name}, compared with ${comparison.before}` : name;
}

/** A text that a name may have been made to break out of: control characters are shown, not sent to the terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
