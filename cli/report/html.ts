import { escaped, pageOf, text } from "./html-page";
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

/** Routes, findings and a picture of the flows. */
export function htmlOf(report: Report): string {
  return pageOf({
    title: "How the traffic is shared",
    search: "route, pool, backend ( / )",
    sections: report.stacks.map(section),
    data: report,
    script: "page.js",
  });
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
