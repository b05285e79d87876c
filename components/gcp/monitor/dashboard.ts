import { output, type Output } from "@pulumi/pulumi";
import type { Graph } from "./graphs";
import type { Plan } from "./plan";

/**
 * The dashboard of a load balancer.
 *
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards
 */
export function dashboardJson(name: string, { note, graphs }: Plan, runbookUrl: string): Output<string> {
  const tiles = graphs.filter(({ lines }) => lines.length > 0).map(tileOf);
  const text = { content: `${note}\n\n[What to do when an alert rings](${runbookUrl}).`, format: "MARKDOWN" };
  const about = { xPos: 0, yPos: 0, width: COLUMNS, height: 8, widget: { title: "About", text } };
  const body = { displayName: `Traffic of ${name}`, mosaicLayout: { columns: COLUMNS, tiles: [about, ...tiles] } };
  return output(body).apply((known) => JSON.stringify(known));
}

const COLUMNS = 48;

/** Two beside each other, below the note. */
function tileOf({ title, lines, thresholds = [] }: Graph, index: number) {
  return {
    ...{ xPos: (index % 2) * 24, yPos: 8 + Math.floor(index / 2) * 16, width: 24, height: 16 },
    widget: {
      title,
      xyChart: {
        dataSets: lines.map(({ label, query }) => ({
          ...{ plotType: "LINE", legendTemplate: label },
          timeSeriesQuery: { prometheusQuery: query },
        })),
        thresholds,
      },
    },
  };
}
