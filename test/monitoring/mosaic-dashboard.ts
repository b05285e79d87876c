/**
 * The part of a dashboard of Cloud Monitoring that the monitors use, and no more.
 *
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards
 */
export const MOSAIC_SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["displayName", "mosaicLayout"],
  properties: {
    displayName: { type: "string", minLength: 1 },
    mosaicLayout: {
      type: "object",
      additionalProperties: false,
      required: ["columns", "tiles"],
      properties: {
        columns: { type: "integer", minimum: 1, maximum: 48 },
        tiles: { type: "array", items: { $ref: "#/$defs/tile" } },
      },
    },
  },
  $defs: {
    tile: {
      type: "object",
      additionalProperties: false,
      required: ["width", "height", "widget"],
      properties: {
        xPos: { type: "integer", minimum: 0 },
        yPos: { type: "integer", minimum: 0 },
        width: { type: "integer", minimum: 1 },
        height: { type: "integer", minimum: 1 },
        widget: {
          type: "object",
          additionalProperties: false,
          properties: { title: { type: "string" }, text: { $ref: "#/$defs/text" }, xyChart: { $ref: "#/$defs/chart" } },
          // A widget has one content.
          oneOf: [{ required: ["text"] }, { required: ["xyChart"] }],
        },
      },
    },
    text: {
      type: "object",
      additionalProperties: false,
      properties: { content: { type: "string" }, format: { enum: ["MARKDOWN", "RAW"] } },
    },
    chart: {
      type: "object",
      additionalProperties: false,
      required: ["dataSets"],
      properties: {
        dataSets: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["timeSeriesQuery"],
            properties: {
              plotType: { enum: ["LINE", "STACKED_AREA", "STACKED_BAR", "HEATMAP"] },
              legendTemplate: { type: "string" },
              timeSeriesQuery: {
                type: "object",
                additionalProperties: false,
                required: ["prometheusQuery"],
                properties: { prometheusQuery: { type: "string", minLength: 1 } },
              },
            },
          },
        },
        thresholds: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["value"],
            properties: { label: { type: "string" }, value: { type: "number" } },
          },
        },
      },
    },
  },
} as const;
