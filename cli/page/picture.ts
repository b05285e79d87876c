import { SankeyChart } from "echarts/charts";
import { AriaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Flows } from "./flows";

use([SankeyChart, TooltipComponent, AriaComponent, SVGRenderer]);

/** Pixels of height for each node of the fullest column. */
const ROW = 34;

/** Links that can be labelled without hiding each other. */
const MOST_LABELS = 40;

/** Draws flows in an element, and again whenever that is asked for. */
export class Picture {
  readonly #chart;

  constructor(readonly element: HTMLElement) {
    this.#chart = init(element, undefined, { renderer: "svg" });
    new ResizeObserver(() => {
      this.#chart.resize();
    }).observe(element);
  }

  draw({ nodes, links }: Flows, description: string): void {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const column = (kind: string) => nodes.filter(({ name }) => name.startsWith(`${kind} `)).length;
    const rows = Math.max(3, ...["entry", "route", "pool", "member"].map(column));
    this.element.style.height = `${rows * ROW + 40}px`;
    this.element.setAttribute("aria-label", description);
    this.#chart.resize();
    const painted = (isFaulty: boolean) => colour(isFaulty ? "bad" : "flow");
    this.#chart.setOption(
      {
        animation: false,
        // What is drawn as text is never taken for HTML.
        tooltip: {
          trigger: "item",
          renderMode: "richText",
          formatter: ({
            data,
          }: {
            data: { label?: { formatter: string }; text?: string; from?: string; to?: string };
          }) =>
            data.text === undefined
              ? (data.label?.formatter ?? "")
              : `${data.from ?? ""} → ${data.to ?? ""}\n${data.text}`,
        },
        series: {
          type: "sankey",
          left: 8,
          right: 240,
          top: 12,
          bottom: 12,
          nodeGap: 14,
          draggable: false,
          emphasis: { focus: "adjacency" },
          label: { color: colour("text"), fontFamily: "inherit", width: 220, overflow: "truncate" },
          // Where there are many, they would hide each other; pointing at a link tells its share then.
          edgeLabel: {
            show: links.length <= MOST_LABELS,
            color: colour("text"),
            fontFamily: "inherit",
            formatter: ({ data }: { data: { text?: string } }) => data.text ?? "",
          },
          data: nodes.map(({ name, label, isFaulty }) => ({
            name,
            label: { formatter: label.replace(/[{}]/g, "") },
            itemStyle: { color: painted(isFaulty), borderWidth: 0 },
          })),
          links: links.map(({ source, target, value, text, isFaulty }) => ({
            ...{ source, target, value, text },
            from: labelOf(nodes, source),
            to: labelOf(nodes, target),
            lineStyle: { color: painted(isFaulty), opacity: isFaulty ? 0.5 : 0.25 },
          })),
        },
      },
      { notMerge: true },
    );
  }
}

function labelOf(nodes: Flows["nodes"], name: string): string {
  return nodes.find((node) => node.name === name)?.label ?? name;
}
