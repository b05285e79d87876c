import type { Limits } from "../../monitor/settings";
import type { Alarm } from "./alarm";
import type { Metric, Metrics } from "./metrics";

/** The part that something has of all requests of a minute; none where there are too few of them to say. */
export function sharePart(metrics: Metrics, part: Metric, { minimumRequests }: Limits): Alarm["value"] {
  return {
    expression: `IF(requests >= ${minimumRequests}, FILL(part, 0) / requests, 0)`,
    of: { part, requests: metrics.requests },
  };
}
