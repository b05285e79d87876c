import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";
import { watchedRoute } from "../../monitor/expected";
import { CanaryShift } from "../canary-shift";
import type { Pool } from "../pool";
import { weightedIn, type Route } from "../routes";
import { TrafficMonitor } from "./traffic-monitor";
import type { AttachedSettings, Watched } from "./watched";

/** What a load balancer that is a component hands over to its monitor. */
interface Attached extends Pick<Watched, "kind" | "balancer" | "zones"> {
  readonly pools: ReadonlySet<Pool>;
  readonly routes: readonly Route[];
  /** Whether another tool moves the weights, so that any share is as good as another. */
  readonly areMovedElsewhere: boolean;
  /** What has the weights: alarms change only after them, else a change of weights would ring. */
  readonly after: readonly Resource[];
  readonly tags: Input<Record<string, Input<string>>>;
}

/**
 * Watches a load balancer that is a component, unless it is told not to.
 *
 * @throws InputPropertyError that names the setting that is out of range.
 */
export function attachMonitor(
  parent: ComponentResource,
  name: string,
  { enabled = true, ...settings }: AttachedSettings = {},
  { pools, routes, areMovedElsewhere, after, ...watched }: Attached,
): TrafficMonitor | undefined {
  if (!enabled) return undefined;
  return new TrafficMonitor(
    name,
    {
      ...{ ...settings, ...watched },
      pools: [...pools].map(({ label, floor, targetGroupArnSuffix }) => ({
        name: label,
        floor,
        arnSuffix: targetGroupArnSuffix,
      })),
      // While a shift runs, either pool has any part of what both get.
      routes: routes.map((route) => watchedRoute(weightedIn(route), areMovedElsewhere || route instanceof CanaryShift)),
    },
    { parent, dependsOn: [...after] },
  );
}
