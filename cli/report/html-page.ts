import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printable } from "./words";

export interface Contents {
  readonly title: string;
  /** What the search looks for. */
  readonly search: string;
  /** HTML. */
  readonly sections: readonly string[];
  /** What the script works on. */
  readonly data: unknown;
  /** The file in `cli/page/`, as it is bundled. */
  readonly script: string;
}

/** One file that needs nothing else: it may be an artifact of a pipeline, or an attachment of a mail. */
export function pageOf({ title, search, sections, data, script }: Contents): string {
  // A "<" would end the script; in JSON it can be written otherwise.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Evenkeel: ${title.charAt(0).toLowerCase()}${title.slice(1)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<label>Search <input id="search" type="search" placeholder="${search}"></label>
</header>
<main>
${sections.join("\n")}
</main>
<script type="application/json" id="report">${json}</script>
<script>${readFileSync(join(__dirname, "../page", script), "utf8")}</script>
</body>
</html>`;
}

/** A text that shows as it is. */
export function text(value: string): string {
  return escaped(printable(value));
}

/** Names are a program's own, and none of them is markup. */
export function escaped(value: string): string {
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
