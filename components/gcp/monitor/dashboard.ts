import { interpolate, output, type Input, type Output } from "@pulumi/pulumi";
import { Queries } from "./queries";
import type { Watched } from "./watched";

/**
 * The dashboard of a load balancer: shares by service and by zone, the sizes of groups against what is guaranteed, and how many
 * zones could share as unevenly.
 *
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards
 */
export function dashboardJson(name: string, watched: Watched, runbookUrl: string): Output<string> {
  const queries = new Queries(watched);
  const { services } = watched;
  const groups = services.flatMap((service) => (service.groups ?? []).map((group) => ({ service, group })));
  const zones = services.flatMap((service) => (service.zones ?? []).map((zone) => ({ service, zone })));
  const graphs: Graph[] = [
    {
      title: "Share by backend service, %",
      lines: services.map((service) => ({
        label: service.name,
        query: interpolate`100 * ${queries.requests(service)} / ${queries.requests()}`,
      })),
    },
    {
      title: "Share by zone, % of each backend service",
      lines: zones.map(({ service, zone }) => ({
        label: `${service.name} in ${zone}`,
        query: interpolate`100 * ${queries.requests(service, { backend_scope: zone })} / ${queries.requests(service)}`,
      })),
    },
    {
      title: "Instances, healthy or not, against what is guaranteed",
      lines: groups.map(({ service, group }) => ({
        label: `${service.name} ${group.key}`,
        query: queries.size(group),
      })),
      thresholds: groups.map(({ service, group }) => ({
        label: `${service.name} ${group.key} guarantees`,
        value: group.atLeast,
      })),
    },
    {
      title: "Effective zones: as many equally busy ones would share as unevenly",
      lines: services
        .filter((service) => (service.zones ?? []).length > 0)
        .map((service) => ({ label: service.name, query: effective(queries, service) })),
    },
  ];
  const tiles = graphs.filter(({ lines }) => lines.length > 0).map(tileOf);
  const text = { content: `${NOTE}\n\n[What to do when an alert rings](${runbookUrl}).`, format: "MARKDOWN" };
  const note = { xPos: 0, yPos: 0, width: COLUMNS, height: 8, widget: { title: "About", text } };
  const body = { displayName: `Traffic of ${name}`, mosaicLayout: { columns: COLUMNS, tiles: [note, ...tiles] } };
  return output(body).apply((known) => JSON.stringify(known));
}

const COLUMNS = 48;

const NOTE =
  "How the load balancer shares its traffic. Metrics have averages only of the instances of one group: `evenkeel logs` tells who got how much.";

interface Graph {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly query: Input<string> }[];
  readonly thresholds?: readonly { readonly label: string; readonly value: number }[];
}

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

/** 1 / Σ share², over the zones of a service. */
function effective(queries: Queries, service: Watched["services"][number]): Output<string> {
  const parts = (service.zones ?? []).map((zone) => queries.requests(service, { backend_scope: zone }));
  const squares = parts.map((part) => interpolate`${part} * ${part}`);
  const sum = squares.reduce((left, right) => interpolate`${left} + ${right}`);
  return interpolate`${queries.requests(service)} * ${queries.requests(service)} / (${sum})`;
}
