import { limitsOf } from "../../monitor/limits";
import type { Alert } from "./alerts";
import { packetGraphs, requestGraphs, type Graph } from "./graphs";
import { packetAlerts } from "./packet-alerts";
import { requestAlerts } from "./request-alerts";
import type { TrafficMonitorArgs } from "./watched";

/** What is told and shown of a load balancer. */
export interface Plan {
  /** What its dashboard shows, and what it cannot. */
  readonly note: string;
  readonly alerts: readonly Alert[];
  readonly graphs: readonly Graph[];
}

/** @throws InputPropertyError that names the setting that is out of range. */
export function planFor(args: TrafficMonitorArgs): Plan {
  if (!("services" in args)) return { note: PACKETS, alerts: packetAlerts(args), graphs: packetGraphs(args) };
  const names = args.services.map(({ name }) => name);
  return { note: REQUESTS, alerts: requestAlerts(args, limitsOf(args, names)), graphs: requestGraphs(args) };
}

const REQUESTS =
  "How the load balancer shares its traffic. Requests are counted by group; what single instances get shows in the bytes that they send, to clients and to others.";
const PACKETS =
  "How many packets go where. Connections are shared, and one of them may have most of the packets: flow logs tell which instance got how much. What instances send goes to clients and to others.";
