import { refuse, within } from "../checks";
import type { Expectations, Limits } from "./settings";

/** What every alarm refers to by default. */
export const RUNBOOK = "https://github.com/evenkeel/evenkeel/blob/main/docs/monitoring.md#when-it-rings";

/**
 * The settings of a monitor, with their defaults.
 *
 * @param pools the names of the pools that are watched.
 * @throws InputPropertyError that names the setting that is out of range, or the pool that there is not.
 */
export function limitsOf(settings: Expectations, pools: readonly string[]): Limits {
  const { runbookUrl = RUNBOOK, margin = 0.2, minimumRequests = 100, errorRate = 0.05 } = settings;
  const { requestsPerTarget, requestsPerTargetOf = {} } = settings;
  const capacities = new Map(Object.entries(requestsPerTargetOf));
  for (const [pool, capacity] of capacities) {
    const path = `monitor.requestsPerTargetOf.${pool}`;
    if (!pools.includes(pool)) refuse(path, `must be one of the pools ${pools.join(", ")}`);
    within(path, capacity, 1, MOST);
  }
  if (requestsPerTarget !== undefined) within("monitor.requestsPerTarget", requestsPerTarget, 1, MOST);
  return {
    runbookUrl,
    margin: within("monitor.margin", margin, 0.05, 0.5),
    minimumRequests: within("monitor.minimumRequests", minimumRequests, 1, MOST),
    errorRate: within("monitor.errorRate", errorRate, 0.001, 1),
    capacityOf: (pool) => capacities.get(pool) ?? requestsPerTarget,
  };
}

const MOST = 1_000_000;
