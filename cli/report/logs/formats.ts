import type { LogReport } from "../../../logs/answers/report";
import type { Terminal } from "../../terminal";

/** The formats that a report on logs can have. */
export const LOG_FORMATS = ["text", "json", "html"] as const;

export type LogFormat = (typeof LOG_FORMATS)[number];

/** Writes a report on logs; what a format needs is loaded only for it. */
export async function renderedLogs(
  report: LogReport,
  { format, isBrief }: { readonly format: LogFormat; readonly isBrief: boolean },
  { paint, columns }: Terminal,
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./text.js")).logsText(report, { paint, columns, isBrief });
    case "json":
      return JSON.stringify(report, undefined, 2);
    case "html":
      return (await import("./html.js")).logsHtml(report);
  }
}
