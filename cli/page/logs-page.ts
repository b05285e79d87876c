/** What the page of a report on logs runs in the browser: the heat maps, and the search. */
import type { LogReport } from "../../logs/answers/report";
import { HeatMap } from "./heat-map";

const report = JSON.parse(document.getElementById("report")?.textContent ?? "{}") as LogReport;

const drawings = report.pools.flatMap((pool, index) => {
  const element = document.querySelector<HTMLElement>(`#pool-${index} .picture`);
  if (!element) return [];
  const map = new HeatMap(element);
  return () => {
    map.draw(pool);
  };
});
for (const draw of drawings) draw();

const search = document.querySelector<HTMLInputElement>("#search");
search?.addEventListener("input", () => {
  const query = search.value.toLowerCase();
  for (const row of document.querySelectorAll<HTMLTableRowElement>("tbody tr")) {
    row.hidden = !row.textContent.toLowerCase().includes(query);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || document.activeElement === search) return;
  search?.focus();
  event.preventDefault();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const draw of drawings) draw();
});
