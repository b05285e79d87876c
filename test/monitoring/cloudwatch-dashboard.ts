/**
 * The part of the body of a CloudWatch dashboard that the monitors use, and no more.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const DASHBOARD_SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["widgets"],
  properties: { widgets: { type: "array", maxItems: 500, items: { $ref: "#/$defs/widget" } } },
  $defs: {
    widget: {
      type: "object",
      additionalProperties: false,
      required: ["type", "properties"],
      properties: {
        type: { enum: ["metric", "text", "alarm"] },
        x: { type: "integer", minimum: 0, maximum: 23 },
        y: { type: "integer", minimum: 0 },
        width: { type: "integer", minimum: 1, maximum: 24 },
        height: { type: "integer", minimum: 1, maximum: 1000 },
        properties: { type: "object" },
      },
      oneOf: [
        { properties: { type: { const: "text" }, properties: { $ref: "#/$defs/text" } } },
        { properties: { type: { const: "alarm" }, properties: { $ref: "#/$defs/alarm" } } },
        { properties: { type: { const: "metric" }, properties: { $ref: "#/$defs/graph" } } },
      ],
    },
    text: {
      additionalProperties: false,
      required: ["markdown"],
      properties: { markdown: { type: "string" }, background: { enum: ["transparent", "solid"] } },
    },
    alarm: {
      additionalProperties: false,
      required: ["alarms"],
      properties: {
        title: { type: "string" },
        alarms: { type: "array", minItems: 1, maxItems: 100, items: { type: "string", pattern: "^arn:" } },
      },
    },
    graph: {
      additionalProperties: false,
      required: ["region", "metrics"],
      properties: {
        title: { type: "string" },
        region: { type: "string", pattern: "^[a-z]{2}(-[a-z]+)+-\\d$" },
        view: { enum: ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"] },
        stacked: { type: "boolean" },
        period: { type: "integer", multipleOf: 60, minimum: 60 },
        metrics: { type: "array", maxItems: 500, items: { $ref: "#/$defs/line" } },
        yAxis: { type: "object", additionalProperties: false, properties: { left: { $ref: "#/$defs/axis" } } },
        annotations: {
          type: "object",
          additionalProperties: false,
          properties: {
            horizontal: {
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
    },
    axis: {
      type: "object",
      additionalProperties: false,
      properties: { min: { type: "number" }, max: { type: "number" } },
    },
    line: {
      type: "array",
      oneOf: [
        // An expression, or the names of a metric and its dimensions before how it is shown.
        { minItems: 1, maxItems: 1, items: { $ref: "#/$defs/expression" } },
        {
          minItems: 3,
          maxItems: 63,
          prefixItems: [{ type: "string" }, { type: "string" }],
          items: { anyOf: [{ type: "string" }, { $ref: "#/$defs/rendered" }] },
          contains: { type: "object" },
          maxContains: 1,
        },
      ],
    },
    expression: {
      type: "object",
      additionalProperties: false,
      required: ["expression"],
      properties: {
        expression: { type: "string", maxLength: 2048 },
        id: { $ref: "#/$defs/id" },
        label: { type: "string" },
        visible: { type: "boolean" },
      },
    },
    rendered: {
      type: "object",
      additionalProperties: false,
      properties: {
        id: { $ref: "#/$defs/id" },
        label: { type: "string" },
        stat: { enum: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] },
        visible: { type: "boolean" },
      },
    },
    id: { type: "string", pattern: "^[a-z][a-zA-Z0-9_]*$" },
  },
} as const;
