import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";
import { watchedRoute } from "../../monitor/expected";
import type { Services } from "../actions";
import { CanaryShift } from "../canary-shift";
import { weightedIn } from "../routes";
import type { NamedRoute } from "../url-map";
import { TrafficMonitor } from "./traffic-monitor";
import type { AttachedPacketSettings, AttachedSettings, WatchedPackets, WatchedRequests } from "./watched";

/** What a load balancer that is a component hands over to its monitor, whatever it is. */
interface OfComponent {
  /** What decides where traffic goes: alerts change only after it, else a change of that would ring. */
  readonly after: Resource;
  readonly labels: Input<Record<string, Input<string>>>;
}

interface OfRequests extends OfComponent, Pick<WatchedRequests, "kind" | "urlMapName"> {
  readonly services: Services;
  readonly routes: readonly NamedRoute[];
  /** Whether another tool moves the weights, so that any share is as good as another. */
  readonly areMovedElsewhere: boolean;
}

/**
 * Watches an Application Load Balancer that is a component, unless it is told not to.
 *
 * @throws InputPropertyError that names the setting that is out of range.
 */
export function attachMonitor(
  parent: ComponentResource,
  name: string,
  { enabled = true, ...settings }: AttachedSettings = {},
  { services, routes, areMovedElsewhere, after, ...watched }: OfRequests,
): TrafficMonitor | undefined {
  if (!enabled) return undefined;
  return new TrafficMonitor(
    name,
    {
      ...{ ...settings, ...watched },
      services: [...services].map(([{ label, guarantees }, service]) => ({
        ...{ name: label, backendServiceName: service.name },
        ...guarantees,
      })),
      // While a shift runs, either pool has any part of what both get.
      routes: routes.map(({ route }) =>
        watchedRoute(weightedIn(route), areMovedElsewhere || route instanceof CanaryShift),
      ),
    },
    { parent, dependsOn: after },
  );
}

/** Watches a passthrough load balancer that is a component, unless it is told not to. */
export function attachPacketMonitor(
  parent: ComponentResource,
  name: string,
  { enabled = true, ...settings }: AttachedPacketSettings = {},
  { after, ...watched }: OfComponent & WatchedPackets,
): TrafficMonitor | undefined {
  if (!enabled) return undefined;
  return new TrafficMonitor(name, { ...settings, ...watched }, { parent, dependsOn: after });
}
