import { greatestShare, shareSays } from "../../monitor/expected";
import type { Limits } from "../../monitor/settings";
import type { Alarm } from "./alarm";
import type { Metrics } from "./metrics";
import { sharePart } from "./share-part";
import type { Watched } from "./watched";

/** The alarms about a load balancer as a whole. */
export function balancerAlarms({ kind, zones }: Watched, metrics: Metrics, limits: Limits): Alarm[] {
  return [...zoneShareAlarms(zones, metrics, limits), ...(kind === "network" ? connectionAlarms(metrics) : [])];
}

/** Its name leads clients to the nodes of all zones alike. */
function zoneShareAlarms(zones: Watched["zones"], metrics: Metrics, limits: Limits): Alarm[] {
  const expected = 1 / zones.length;
  const threshold = greatestShare(expected, limits);
  if (threshold === undefined) return [];
  return zones.map((zone) => ({
    key: `share-${zone.key}`,
    says: shareSays(`The ${zone.key} zone takes`, expected, limits),
    concentrates: true,
    value: sharePart(metrics, metrics.requestsIn(zone), limits),
    rings: "above",
    threshold,
  }));
}

/** What a Network Load Balancer tells of all its pools at once. */
function connectionAlarms(metrics: Metrics): Alarm[] {
  return [
    {
      key: "fail-open",
      says: "A pool has so few healthy targets that connections go to the others as well.",
      concentrates: true,
      value: metrics.ofAll("UnhealthyRoutingFlowCount", "Sum"),
      rings: "above",
      threshold: 0,
    },
    {
      key: "zones",
      says: "A zone is not healthy, so that clients are sent to the other zones.",
      concentrates: false,
      // It reports 1 for each zone that is healthy and 0 for one that is not.
      value: metrics.ofAll("ZonalHealthStatus", "Minimum"),
      rings: "below",
      threshold: 1,
    },
  ];
}
