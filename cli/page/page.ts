/** What the page of a report runs in the browser: the picture, the search, and what a row of a table does. */
import type { Report, RouteReport, StackReport } from "../report/report";
import { isBlocking } from "../report/words";
import { flowsOf } from "./flows";
import { Picture } from "./picture";

/** Routes that are drawn at once: more cannot be told apart. */
const MOST = 25;

const report = JSON.parse(document.getElementById("report")?.textContent ?? "{}") as Report;

/** One stack on the page. */
class Section {
  readonly #rows: readonly HTMLTableRowElement[];
  readonly #picture: Picture | undefined;
  readonly #note: HTMLElement | null;
  #selected: string | undefined;
  #query = "";
  #isBefore = false;

  constructor(
    readonly stack: StackReport,
    element: HTMLElement | null,
  ) {
    this.#rows = [...(element?.querySelectorAll<HTMLTableRowElement>("tr[data-route]") ?? [])];
    const picture = element?.querySelector<HTMLElement>(".picture");
    this.#picture = picture ? new Picture(picture) : undefined;
    this.#note = element?.querySelector<HTMLElement>(".note") ?? null;
    for (const row of this.#rows) {
      row.addEventListener("click", () => {
        this.#select(row);
      });
      row.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") this.#select(row);
        else if (event.key === "ArrowDown" || event.key === "ArrowUp")
          this.#move(row, event.key === "ArrowDown" ? 1 : -1);
        else return;
        event.preventDefault();
      });
    }
    for (const side of element?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? []) {
      side.addEventListener("change", () => {
        this.#isBefore = side.value === "before";
        this.draw();
      });
    }
    this.draw();
  }

  search(query: string): void {
    this.#query = query.toLowerCase();
    this.#selected = undefined;
    this.draw();
  }

  clear(): void {
    this.#selected = undefined;
    this.draw();
  }

  draw(): void {
    const all = this.#routes();
    const found = new Set(all.filter((route) => this.#matches(route)).map(({ id }) => id));
    for (const row of this.#rows) {
      const id = row.dataset["route"] ?? "";
      row.hidden = !found.has(id) && this.#query !== "";
      row.setAttribute("aria-selected", String(id === this.#selected));
    }
    const chosen = all.filter(({ id }) => (this.#selected === undefined ? found.has(id) : id === this.#selected));
    const drawn = chosen.slice(0, MOST);
    this.#picture?.draw(flowsOf(drawn, this.#faulty()), describe(drawn));
    if (this.#note) this.#note.textContent = noteOn(chosen.length, drawn.length, all.length);
  }

  /** The worst first, where that is known; a route that is new or gone has one side only. */
  #routes(): RouteReport[] {
    const { comparison, routes } = this.stack;
    if (!comparison) return [...routes];
    return comparison.changes.flatMap(({ before, after }) => (this.#isBefore ? before : after) ?? []);
  }

  #faulty(): Set<string> {
    if (this.#isBefore) return new Set();
    const blocked = this.stack.findings.filter(isBlocking).flatMap(({ resource }) => resource?.urn ?? []);
    const fallen = (this.stack.comparison?.changes ?? []).filter(({ kind }) => kind === "collapse" || kind === "worse");
    return new Set([...blocked, ...fallen.flatMap(({ after }) => after?.id ?? [])]);
  }

  #matches(route: RouteReport): boolean {
    if (this.#query === "") return true;
    const { label, entry = "", urn, pools } = route;
    const names = [
      label,
      entry,
      urn,
      ...pools.flatMap((pool) => [pool.label, ...pool.members.map((one) => one.label)]),
    ];
    return names.some((name) => name.toLowerCase().includes(this.#query));
  }

  #select({ dataset }: HTMLTableRowElement): void {
    const id = dataset["route"];
    this.#selected = this.#selected === id ? undefined : id;
    this.draw();
  }

  #move(from: HTMLTableRowElement, by: 1 | -1): void {
    const shown = this.#rows.filter(({ hidden }) => !hidden);
    shown[shown.indexOf(from) + by]?.focus();
  }
}

function describe(routes: readonly RouteReport[]): string {
  return `Picture of how ${routes.length} ${routes.length === 1 ? "route shares" : "routes share"} the traffic; the table below says the same.`;
}

function noteOn(chosen: number, drawn: number, all: number): string {
  if (all === 0) return "Nothing here takes traffic for others.";
  if (chosen === 0) return "Nothing fits the search.";
  if (drawn < chosen) return `The first ${drawn} of ${chosen} routes are drawn. Search, or choose a row of the table.`;
  return drawn < all ? `${drawn} of ${all} routes. Escape shows all.` : "";
}

const sections = report.stacks.map((stack, index) => new Section(stack, document.getElementById(`stack-${index}`)));
const search = document.querySelector<HTMLInputElement>("#search");
search?.addEventListener("input", () => {
  for (const section of sections) section.search(search.value);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    search?.focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    if (search) search.value = "";
    for (const section of sections) {
      section.search("");
      section.clear();
    }
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const section of sections) section.draw();
});
