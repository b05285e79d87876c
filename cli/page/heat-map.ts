import { HeatmapChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { PoolAnswer, WindowAnswer } from "../../logs/answers/report";

use([HeatmapChart, LineChart, GridComponent, TooltipComponent, VisualMapComponent, AriaComponent, CanvasRenderer]);

/** Pixels: a target, the chart above them, and what is beside and below. */
const [ROW, TOP, LEFT, BOTTOM] = [20, 90, 190, 80];

/** Draws the share of each target in each window, and above it how many equally busy backends that comes to. */
export class HeatMap {
  readonly #chart;

  constructor(readonly element: HTMLElement) {
    this.#chart = init(element, undefined, { renderer: "canvas" });
    new ResizeObserver(() => {
      this.#chart.resize();
    }).observe(element);
  }

  draw({ targets, windows }: PoolAnswer): void {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const drawn = targets.filter(({ series }) => series).reverse();
    const times = windows.map(({ start }) => start.slice(5, 16).replace("T", " "));
    const cells = drawn.flatMap(({ series = [] }, row) =>
      series.map((requests, column) => [column, row, share(requests, windows[column])]),
    );
    const most = Math.max(0.01, ...windows.map(({ largestShare }) => largestShare));
    this.element.style.height = `${TOP + 20 + Math.max(3, drawn.length) * ROW + BOTTOM}px`;
    this.#chart.resize();
    const text = { color: colour("text"), fontFamily: "inherit" };
    const axis = { data: times, axisLine: { lineStyle: { color: colour("line") } }, axisTick: { show: false } };
    this.#chart.setOption(
      {
        animation: false,
        textStyle: { fontFamily: style.fontFamily || "system-ui, sans-serif" },
        // What is drawn as text is never taken for HTML.
        tooltip: { renderMode: "richText", formatter: (one: Pointed) => told(one, drawn, times) },
        grid: [
          { left: LEFT, right: 20, top: 34, height: TOP - 44 },
          { left: LEFT, right: 20, top: TOP + 20, height: Math.max(3, drawn.length) * ROW },
        ],
        xAxis: [
          { ...axis, gridIndex: 0, axisLabel: { show: false } },
          { ...axis, gridIndex: 1, axisLabel: { ...text, hideOverlap: true } },
        ],
        yAxis: [
          {
            ...{ gridIndex: 0, min: 0, name: "effective backends", nameTextStyle: { ...text, align: "left" } },
            ...{ axisLabel: text, splitNumber: 2, splitLine: { lineStyle: { color: colour("line") } } },
          },
          {
            ...{ gridIndex: 1, type: "category", data: drawn.map(({ target }) => target) },
            axisLabel: { ...text, width: LEFT - 20, overflow: "truncate" },
          },
        ],
        visualMap: {
          ...{ min: 0, max: most, calculable: false, orient: "horizontal", left: LEFT, bottom: 8, seriesIndex: 1 },
          ...{ inRange: { color: [colour("chosen"), colour("flow"), colour("bad")] }, textStyle: text },
          text: [`${(most * 100).toFixed(0)} % of the requests of a window`, "0 %"],
        },
        series: [
          {
            ...{ type: "line", xAxisIndex: 0, yAxisIndex: 0, showSymbol: windows.length < 40, step: "middle" },
            ...{ lineStyle: { color: colour("flow") }, itemStyle: { color: colour("flow") } },
            data: windows.map(({ effectiveBackends }) => effectiveBackends),
          },
          { type: "heatmap", xAxisIndex: 1, yAxisIndex: 1, data: cells, itemStyle: { borderWidth: 0 } },
        ],
      },
      { notMerge: true },
    );
  }
}

/** In a window that is told of something was counted. */
function share(requests: number, window: WindowAnswer | undefined): number {
  return window ? requests / window.requests : 0;
}

interface Pointed {
  readonly seriesType: string;
  readonly dataIndex: number;
  readonly value: number | readonly [number, number, number];
}

function told({ value, dataIndex }: Pointed, drawn: PoolAnswer["targets"], times: readonly string[]): string {
  if (typeof value === "number") return `${times[dataIndex] ?? ""}: ${value.toFixed(2)} effective backends`;
  const [column, row, share] = value;
  return `${drawn[row]?.target ?? ""}\n${times[column] ?? ""}: ${(share * 100).toFixed(1)} %`;
}
