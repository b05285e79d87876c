import type { Debrief } from "../../drills/debrief/debrief";
import { sectionsOf, type Section } from "../../drills/debrief/markdown";
import { STYLE, text } from "../report/html-page";

/** A debrief as one file that needs nothing else. */
export function debriefHtml(debrief: Debrief): string {
  const title = `Debrief: ${debrief.title}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${text(title)}</h1><span>Seed ${debrief.seed}, level ${debrief.level}</span></header>
<main>
${sectionsOf(debrief).map(section).join("\n")}
</main>
</body>
</html>
`;
}

function section({ title, paragraphs, table }: Section): string {
  const rows = table?.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join("")}</tr>`) ?? [];
  const heads = table?.head.map((name) => `<th scope="col">${text(name)}</th>`).join("") ?? "";
  const body =
    rows.length > 0 ? `<table><thead><tr>${heads}</tr></thead><tbody>${rows.join("\n")}</tbody></table>` : "";
  return `<section><h2>${text(title)}</h2>${paragraphs.map((one) => `<p>${text(one)}</p>`).join("\n")}${body}</section>`;
}
