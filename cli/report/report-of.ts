import type { Violation } from "../../policies/verdict";
import { HIDDEN } from "../../sources/secrets";
import { compareTraffic, summaryOf, type Bounds } from "../../traffic";
import type { Judged } from "../judge";
import type { ChangeReport, StackReport } from "./report";
import { rangeOf, Shown } from "./shown";

/** What there is. */
export function reportOf(judged: Judged): StackReport {
  const { input, stack, traffic, violations } = judged;
  const shown = new Shown(input, traffic);
  const routes = traffic.routes.map((route) => shown.route(summaryOf(traffic, route)));
  const findings = violations.map((violation) => shown.finding(violation));
  return { source: input.source, kind: input.kind, stack: shown.text(stack), findings, routes };
}

/** What there is after a change, with what the change does. */
export function comparisonOf(before: Judged, after: Judged): StackReport {
  const [old, made] = [new Shown(before.input, before.traffic), new Shown(after.input, after.traffic)];
  const changes = compareTraffic(before.traffic, after.traffic).map((change): ChangeReport => {
    const collapses = change.collapses.map(({ of, label, isCertain, ...sides }) => {
      const range = (bounds: Bounds) =>
        made.hides(change.after) || old.hides(change.before) ? HIDDEN : rangeOf(bounds);
      return { of, label: made.text(label), before: range(sides.before), after: range(sides.after), isCertain };
    });
    return {
      label: made.text(change.label),
      kind: change.kind,
      collapses,
      ...(change.before ? { before: old.route(change.before) } : {}),
      ...(change.after ? { after: made.route(change.after) } : {}),
    };
  });
  const known = new Set(before.violations.map(keyOf));
  const report = reportOf(after);
  return {
    ...report,
    findings: report.findings.map((finding, index) => {
      const violation = after.violations[index];
      return { ...finding, isNew: violation !== undefined && !known.has(keyOf(violation)) };
    }),
    comparison: { before: before.input.source, changes },
  };
}

/** What makes a finding the same before and after, though its numbers may differ. */
function keyOf({ policy, urn, about }: Violation): string {
  return `${policy.id} ${urn ?? ""} ${about.join(" ")}`;
}
