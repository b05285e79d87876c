import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** One line of a chart. */
interface Line {
  readonly label: string;
  readonly values: readonly number[];
}

/** A chart of lines over time. */
export class Lines {
  readonly #chart: EChartsType;

  constructor(
    element: HTMLElement,
    readonly most?: number,
  ) {
    this.#chart = init(element, undefined, { renderer: "svg" });
    new ResizeObserver(() => {
      this.#chart.resize();
    }).observe(element);
  }

  draw(times: readonly string[], lines: readonly Line[]): void {
    const colour = getComputedStyle(document.body).color;
    const textStyle = { color: colour };
    const splitLine = {
      lineStyle: { color: getComputedStyle(document.documentElement).getPropertyValue("--line").trim() },
    };
    this.#chart.setOption(
      {
        animation: false,
        textStyle,
        grid: { left: 45, right: 15, top: 40, bottom: 25 },
        legend: { type: "scroll", top: 5, textStyle, data: lines.map(({ label }) => label) },
        tooltip: { trigger: "axis", renderMode: "richText" },
        xAxis: { type: "category", data: [...times], axisLabel: textStyle },
        yAxis: {
          type: "value",
          min: 0,
          ...(this.most === undefined ? {} : { max: this.most }),
          axisLabel: textStyle,
          splitLine,
        },
        series: lines.map(({ label, values }) => ({ name: label, type: "line", showSymbol: false, data: [...values] })),
      },
      { notMerge: true },
    );
  }
}
