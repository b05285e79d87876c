import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ChangeReport, FindingReport, Report, StackReport } from "./report";
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

/** One file that needs nothing else: it may be an artifact of a pipeline, or an attachment of a mail. */
export function htmlOf(report: Report): string {
  const read = (file: string) => readFileSync(join(__dirname, file), "utf8");
  // A "<" would end the script; in JSON it can be written otherwise.
  const data = JSON.stringify(report).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Evenkeel: how the traffic is shared</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>How the traffic is shared</h1>
<label>Search <input id="search" type="search" placeholder="route, pool, backend ( / )"></label>
</header>
<main>
${report.stacks.map(section).join("\n")}
</main>
<script type="application/json" id="report">${data}</script>
<script>${read("../page/page.js")}</script>
</body>
</html>`;
}

function section(stack: StackReport, index: number): string {
  const { comparison, findings } = stack;
  const collapses =
    comparison?.changes.flatMap(({ label, collapses }) => collapses.map((one) => ({ label, one }))) ?? [];
  const isBad = findings.some(isBlocking) || collapses.length > 0;
  return `<section id="stack-${index}">
<h2>${text(title(stack))}</h2>
<p class="verdict ${isBad ? "bad" : "good"}">${isBad ? "⚠" : "✓"} ${sentence(verdict(stack))}.${comparison ? ` Routes: ${changes(stack)}.` : ""}</p>
${collapses.map(({ label, one }) => `<p class="bad"><strong>Collapse</strong> of ${text(label)}: ${text(collapse(one))}.</p>`).join("\n")}
${findings.filter(isBlocking).map(finding).join("\n")}
${advice(findings.filter((one) => !isBlocking(one)))}
${comparison ? sides(index) : ""}
<p class="note" role="status"></p>
<div class="picture" role="img"></div>
${comparison ? changesTable(comparison.changes) : routesTable(stack)}
</section>`;
}

function sides(index: number): string {
  const side = (value: string, label: string, checked: string) =>
    `<label><input type="radio" name="side-${index}" value="${value}"${checked}> ${label}</label>`;
  return `<fieldset><legend>Show</legend>${side("before", "before", "")}${side("after", "after", " checked")}</fieldset>`;
}

function advice(findings: readonly FindingReport[]): string {
  if (findings.length === 0) return "";
  const summary = `<span class="advice">What is advised</span> (${findings.length})`;
  return `<details class="finding"><summary>${summary}</summary>${findings.map(finding).join("\n")}</details>`;
}

function finding(one: FindingReport): string {
  const { policy, resource, message, help, isNew } = one;
  const [first = "", ...rest] = printable(message).split("\n");
  const isBad = isBlocking(one);
  return `<details class="finding"${isBad ? " open" : ""}>
<summary><span class="${isBad ? "bad" : "advice"}">${isBad ? "⚠ blocks" : "advises"}</span> <strong>${policy}</strong> ${text(resource?.label ?? "")}${isNew === true ? " (new)" : ""}</summary>
<p>${escaped(first)}</p>${rest.map((line) => `<p>${escaped(line)}</p>`).join("")}
<p><a href="${help}">About this policy</a></p>
</details>`;
}

function routesTable({ routes }: StackReport): string {
  if (routes.length === 0) return "";
  const { heads, cellsOf } = withHealth(COLUMNS, routes);
  const rows = routes.map((route) => row(route.id, "", [route.label, route.busiest ?? "–", ...cellsOf(route)]));
  return table(["Route", "Busiest backend", ...heads], rows);
}

function changesTable(all: readonly ChangeReport[]): string {
  const rows = all.map((change) => {
    const { label, kind, before, after } = change;
    const isBad = kind === "collapse" || kind === "worse";
    return row((after ?? before)?.id ?? "", isBad ? "bad" : "", [
      label,
      `${isBad ? "⚠ " : ""}${KINDS[kind]}`,
      ...changedCells(change),
    ]);
  });
  return table(["Route", "Change", ...COLUMNS], rows);
}

function table(head: readonly string[], rows: readonly string[]): string {
  const heads = head.map((name) => `<th scope="col">${text(name)}</th>`).join("");
  return `<table><thead><tr>${heads}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table>`;
}

function row(id: string, kind: string, cells: readonly string[]): string {
  const all = cells.map((cell, index) =>
    index === 0 ? `<th scope="row">${text(cell)}</th>` : `<td>${text(cell)}</td>`,
  );
  return `<tr tabindex="0" data-route="${text(id)}" class="${kind}">${all.join("")}</tr>`;
}

function sentence(words: string): string {
  return text(words.charAt(0).toUpperCase() + words.slice(1));
}

/** A name as it stands in a page. */
export function text(value: string): string {
  return escaped(printable(value));
}

/** Names are a program's own, and none of them is markup. */
function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

export const STYLE = `
:root { color-scheme: light dark; --text: #1c2430; --dim: #5a6675; --ground: #ffffff; --line: #d5dbe3; --flow: #3b74b8; --bad: #b3261e; --good: #1b6e3c; --advice: #8a5a00; --chosen: #e6eef8; }
@media (prefers-color-scheme: dark) { :root { --text: #e5eaf1; --dim: #9fabba; --ground: #14181e; --line: #353d48; --flow: #6fa3dd; --bad: #ff8a80; --good: #7fd49f; --advice: #e8b654; --chosen: #223046; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; justify-content: space-between; }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
section { border-top: 1px solid var(--line); margin-top: 1rem; }
input[type="search"] { font: inherit; padding: 0.3rem 0.5rem; width: 18rem; max-width: 100%; color: inherit; background: var(--ground); border: 1px solid var(--dim); border-radius: 4px; }
fieldset { border: 0; padding: 0; margin: 1rem 0 0; display: flex; gap: 1rem; }
legend { float: left; margin-right: 1rem; color: var(--dim); }
.verdict { font-weight: 600; }
.bad { color: var(--bad); } .good { color: var(--good); } .advice { color: var(--advice); }
.finding { border-left: 3px solid var(--line); padding: 0.2rem 0.8rem; margin: 0.4rem 0; }
.finding p { margin: 0.2rem 0; overflow-wrap: anywhere; }
.note { color: var(--dim); min-height: 1.5em; margin: 0.5rem 0; }
.picture { width: 100%; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
th, td { text-align: left; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--dim); overflow-wrap: normal; }
tbody tr { cursor: pointer; }
tbody tr:hover, tbody tr[aria-selected="true"] { background: var(--chosen); }
:focus-visible { outline: 2px solid var(--flow); outline-offset: -2px; }
a { color: var(--flow); }
@media print { input, fieldset { display: none; } }
`;
