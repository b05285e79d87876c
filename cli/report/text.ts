import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import type { Paint } from "../terminal";
import type { ChangeReport, FindingReport, Report, RouteReport, StackReport } from "./report";
import { changedCells, changes, collapse, isBlocking, KINDS, printable, title, verdict, withHealth } from "./words";

export interface Look {
  readonly paint: Paint;
  /** Characters in a line; undefined for as many as it takes. */
  readonly columns: number | undefined;
  /** Only what was found, without the tables. */
  readonly isBrief: boolean;
}

/** For a person at a terminal, or in a file. */
export function textOf({ stacks }: Report, look: Look): string {
  return stacks.map((stack) => stackText(stack, look)).join("\n\n");
}

function stackText(stack: StackReport, look: Look): string {
  const { paint, isBrief } = look;
  const isBad = stack.findings.some(isBlocking);
  const outcome = verdict(stack);
  const head = `${paint.bold(printable(title(stack)))}: ${isBad ? paint.red(outcome) : outcome}`;
  const compared = stack.comparison ? `Routes: ${changes(stack)}.` : undefined;
  const traffic = stack.comparison ? changesTable(stack.comparison.changes, look) : routesTable(stack.routes, look);
  const parts = [
    compared === undefined ? head : `${head}\n${compared}`,
    ...(stack.comparison ? collapsesText(stack.comparison.changes, paint) : []),
    ...stack.findings.map((finding) => findingText(finding, paint)),
    ...(isBrief ? [] : [traffic]),
  ];
  return parts.join("\n\n");
}

function findingText(finding: FindingReport, paint: Paint): string {
  const { policy, resource, message, help, isNew } = finding;
  const mark = isBlocking(finding) ? paint.red(paint.bold("BLOCKS")) : paint.yellow("advises");
  const where = resource ? `  ${printable(resource.label)}` : "";
  const lines = printable(message).split("\n");
  const news = isNew === true ? paint.bold("  new") : "";
  return [
    `${mark}  ${paint.bold(policy)}${where}${news}`,
    ...lines.map((line) => `  ${line}`),
    `  ${paint.dim(help)}`,
  ].join("\n");
}

function collapsesText(all: readonly ChangeReport[], paint: Paint): string[] {
  return all.flatMap(({ label, collapses }) =>
    collapses.map((one) => `${paint.red(paint.bold("COLLAPSE"))}  ${printable(label)}\n  ${printable(collapse(one))}.`),
  );
}

/** In a line there is no room for more. */
const HEADS = ["Top share", "Floor", "Effective", "Zones"] as const;

function routesTable(routes: readonly RouteReport[], look: Look): string {
  if (routes.length === 0) return "Nothing in this stack takes traffic for others.";
  const { heads, cellsOf } = withHealth(HEADS, routes);
  const rows = routes.map((route) => [printable(route.label), printable(route.busiest ?? "–"), ...cellsOf(route)]);
  return table(["Route", "Busiest backend", ...heads], rows, look);
}

function changesTable(all: readonly ChangeReport[], look: Look): string {
  if (all.length === 0) return "Nothing in either stack takes traffic for others.";
  const rows = all.map((change) => {
    const { label, kind } = change;
    return [printable(label), painted(KINDS[kind], kind, look.paint), ...changedCells(change)];
  });
  return table(["Route", "Change", ...HEADS], rows, look);
}

function painted(word: string, kind: ChangeReport["kind"], paint: Paint): string {
  if (kind === "collapse" || kind === "worse") return paint.red(word);
  return kind === "better" ? paint.green(word) : word;
}

/** The first two columns hold names: they wrap where a line is too short, but are never narrower than this. */
const NARROWEST = 12;

export function table(head: readonly string[], rows: readonly (readonly string[])[], { paint, columns }: Look): string {
  const whole = widthsOf([head, ...rows]);
  const isNarrow = columns !== undefined && total(whole) > columns;
  // What was goes above what is to be where they do not fit beside each other.
  const fitted = isNarrow
    ? [head, ...rows].map((row) => row.map((cell) => cell.replace(" → ", " →\n")))
    : [head, ...rows];
  const widths = isNarrow ? widthsOf(fitted) : whole;
  const [first = 0, second = 0, ...others] = widths;
  const over = columns === undefined ? 0 : Math.max(0, total(widths) - columns);
  const lessSecond = Math.min(Math.max(0, second - NARROWEST), Math.floor(over / 2));
  const lessFirst = Math.min(Math.max(0, first - NARROWEST), over - lessSecond);
  const names = [first - lessFirst, second - lessSecond];
  const [top = [], ...below] = fitted.map((row) => row.map((cell, index) => wrapped(cell, names[index])));
  const made = new Table({
    head: top.map((name) => paint.bold(name)),
    colWidths: [...names, ...others],
    style: { head: [], border: [] },
  });
  made.push(...below);
  return made.toString();
}

/** Breaks a name between its words, or inside of one that is longer than a line. A painted one is short, and fits. */
function wrapped(cell: string, column = Infinity): string {
  const width = column - 2;
  if (widest(cell) <= width) return cell;
  const lines = cell.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S{1,${width}}`, "gu"));
  return lines?.join("\n") ?? cell;
}

/** The characters that each column takes, with the space beside them. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const [head = []] = rows;
  return head.map((_, index) => 2 + Math.max(...rows.map((row) => widest(row[index] ?? ""))));
}

function widest(cell: string): number {
  return Math.max(...cell.split("\n").map((line) => stripVTControlCharacters(line).length));
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + 1, 1);
}
