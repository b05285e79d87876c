import type { ChangeReport, FindingReport, Report, RouteReport, StackReport } from "./report";
import {
  changedCells,
  changes,
  collapse,
  COLUMNS,
  isBlocking,
  KINDS,
  printable,
  title,
  verdict,
  withHealth,
} from "./words";

/** Rows before the rest is folded away: as many as a reader takes in at once. */
const AT_ONCE = 10;

/** What is written of a list at most: GitHub takes comments of 65,536 characters. */
const MOST_FINDINGS = 20;
const MOST_ROUTES = 60;

/** For a comment on a pull request: the verdict first, the details folded. */
export function markdownOf({ stacks }: Report): string {
  return stacks.map(stackMarkdown).join("\n\n---\n\n");
}

function stackMarkdown(stack: StackReport): string {
  const blocking = stack.findings.filter(isBlocking);
  const advising = stack.findings.filter((finding) => !isBlocking(finding));
  const { comparison } = stack;
  const collapses = comparison?.changes.flatMap((change) => change.collapses.map((one) => ({ change, one }))) ?? [];
  const sign = blocking.length > 0 || collapses.length > 0 ? "❌" : advising.length > 0 ? "⚠️" : "✅";
  return [
    `### ${sign} Evenkeel: ${plain(title(stack))}`,
    `**${sentence(verdict(stack))}.**${comparison ? ` Routes: ${changes(stack)}.` : ""}`,
    ...collapses
      .slice(0, AT_ONCE)
      .map(({ change, one }) => `- ❌ **Collapse** of ${plain(change.label)}: ${plain(collapse(one))}.`),
    ...rest(collapses, AT_ONCE),
    ...blocking.slice(0, AT_ONCE).map((finding) => `- ❌ ${link(finding)}: ${plain(firstLine(finding))}`),
    ...rest(blocking, AT_ONCE),
    ...traffic(stack),
    ...details(blocking, "What blocks, in full"),
    ...details(advising, "What is advised"),
  ]
    .join("\n\n")
    .replaceAll(/(?<=^- .*)\n\n(?=- )/gm, "\n");
}

function traffic({ comparison, routes }: StackReport): string[] {
  if (!comparison) return routes.length === 0 ? [] : folded("Traffic by route", routesTable(routes));
  const changed = comparison.changes.filter(({ kind }) => kind !== "same");
  const [first, others] = [changed.slice(0, AT_ONCE), changed.slice(AT_ONCE)];
  const same = comparison.changes.filter(({ kind }) => kind === "same");
  return [
    ...(first.length === 0 ? [] : [changesTable(first)]),
    ...(others.length === 0 ? [] : folded(`${others.length} more`, changesTable(others))),
    ...(same.length === 0 ? [] : folded(`${same.length} without change`, changesTable(same))),
  ];
}

function routesTable(routes: readonly RouteReport[]): string {
  const { heads, cellsOf } = withHealth(COLUMNS, routes);
  const rows = routes.map((route) => [plain(route.label), plain(route.busiest ?? "–"), ...cellsOf(route)]);
  return table(["Route", "Busiest backend", ...heads], rows);
}

function changesTable(all: readonly ChangeReport[]): string {
  const rows = all.map((change) => {
    const { label, kind } = change;
    const word = kind === "collapse" || kind === "worse" ? `**${KINDS[kind]}**` : KINDS[kind];
    return [plain(label), word, ...changedCells(change)];
  });
  return table(["Route", "Change", ...COLUMNS], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = [line(head), line(head.map(() => "---")), ...rows.slice(0, MOST_ROUTES).map(line)].join("\n");
  return [shown, ...rest(rows, MOST_ROUTES)].join("\n\n");
}

/** How many are left out. */
function rest(all: readonly unknown[], shown: number): string[] {
  return all.length > shown ? [`And ${all.length - shown} more, which the other formats show.`] : [];
}

function details(findings: readonly FindingReport[], summary: string): string[] {
  if (findings.length === 0) return [];
  const body = findings.slice(0, MOST_FINDINGS).map((finding) => {
    const { resource, message, isNew } = finding;
    const lines = printable(message).split("\n").map(plain);
    return `- ${link(finding)}${resource ? ` ${plain(resource.label)}` : ""}${isNew === true ? " (new)" : ""}  \n  ${lines.join("  \n  ")}`;
  });
  return folded(`${summary} (${findings.length})`, [body.join("\n"), ...rest(findings, MOST_FINDINGS)].join("\n\n"));
}

function folded(summary: string, body: string): string[] {
  return [`<details><summary>${summary}</summary>\n\n${body}\n\n</details>`];
}

function link({ policy, help }: FindingReport): string {
  return `[${policy}](${help})`;
}

function firstLine({ message }: FindingReport): string {
  return message.split("\n")[0] ?? message;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names are a program's own: none of them may be markup, a mention of somebody or the end of a cell. */
function plain(text: string): string {
  return printable(text)
    .replaceAll("\n", " ")
    .replace(/[\\`*_{}[\]|~#!]/g, "\\$&")
    .replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)
    .replaceAll("@", "@&#8203;");
}
