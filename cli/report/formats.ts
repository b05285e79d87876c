import type { Terminal } from "../terminal";
import type { Report } from "./report";

/** The formats that a report can have. */
export const FORMATS = ["text", "json", "sarif", "markdown", "html", "mermaid"] as const;

export type Format = (typeof FORMATS)[number];

export interface Printing {
  readonly format: Format;
  readonly isBrief: boolean;
  /** The file that the results of SARIF point to. */
  readonly location: string | undefined;
}

/** Writes a report; what a format needs is loaded only for it. */
export async function rendered(
  report: Report,
  { format, isBrief, location }: Printing,
  terminal: Terminal,
): Promise<string> {
  const { paint, columns } = terminal;
  switch (format) {
    case "text":
      return (await import("./text.js")).textOf(report, { paint, columns, isBrief });
    case "json":
      return JSON.stringify(report, undefined, 2);
    case "sarif":
      return (await import("./sarif.js")).sarifOf(report, location);
    case "markdown":
      return (await import("./markdown.js")).markdownOf(report);
    case "html":
      return (await import("./html.js")).htmlOf(report);
    case "mermaid":
      return (await import("./mermaid.js")).mermaidOf(report);
  }
}
