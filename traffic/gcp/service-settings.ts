import { objectOf, wordOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { notKnownYet } from "../gaps";
import { BACKEND_SERVICE, SERVICE_LB_POLICY } from "./types";

/** How a backend service shares what it gets. */
export interface Settings {
  /** Whether proxies share by capacity, or packets are passed through by a hash; undefined where that is not known. */
  readonly byCapacity: boolean | undefined;
  /** Whether clients go to the nearest region first; undefined where that is not known. */
  readonly nearestRegion: boolean | undefined;
  /** Why nobody can tell beforehand what each backend gets, where that is so. */
  readonly runTime: readonly Gap[];
  /** Why clients may be kept in their own zone, where that is so. */
  readonly zonal: readonly Gap[];
  readonly gaps: readonly Gap[];
}

/** The policies that follow weights which the backends report while they run. */
const REPORTED_WEIGHTS = ["weightedmaglev", "weightedgcprendezvous", "weightedroundrobin"];

/** @see https://cloud.google.com/load-balancing/docs/backend-service */
export function settingsOf(stack: Stack, service: Resource): Settings {
  const byCapacity = sharesByCapacity(service);
  const algorithm = algorithmOf(stack, service);
  const isGlobal = service.type === BACKEND_SERVICE && byCapacity !== false;
  const locality = wordOf(service, "localityLbPolicy", declared(service, "localityLbPolicy"));
  const runTime: Gap[] = [];
  if (locality === UNKNOWN) runTime.push(notKnownYet(service, "localityLbPolicy"));
  else if (locality !== undefined && REPORTED_WEIGHTS.includes(locality)) {
    const why = "it follows weights that the backends report while they run";
    runTime.push({ urn: service.urn, property: "localityLbPolicy", why });
  }
  if (algorithm === UNKNOWN || algorithm === "waterfallbyzone") {
    const why = "its service load balancing policy may fill the nearest zone first";
    runTime.push({ urn: service.urn, property: "serviceLbPolicy", why });
  }
  return {
    byCapacity,
    nearestRegion: !isGlobal ? false : algorithm === UNKNOWN ? undefined : algorithm !== "spraytoworld",
    runTime,
    zonal: byCapacity === true ? [] : zonalAffinity(service),
    gaps: byCapacity === undefined ? [notKnownYet(service, "loadBalancingScheme")] : [],
  };
}

/**
 * The schemes of the proxies end in MANAGED; those of the passthrough balancers do not. A global service has proxies.
 *
 * @see https://cloud.google.com/load-balancing/docs/backend-service#load_balancing_scheme
 */
function sharesByCapacity(service: Resource): boolean | undefined {
  const scheme = wordOf(service, "loadBalancingScheme", declared(service, "loadBalancingScheme"));
  if (scheme === UNKNOWN) return undefined;
  if (service.type === BACKEND_SERVICE) return scheme !== "externalpassthrough";
  return scheme?.endsWith("managed") ?? false;
}

/** @see https://cloud.google.com/load-balancing/docs/service-lb-policy */
function algorithmOf(stack: Stack, service: Resource): string | typeof UNKNOWN | undefined {
  const property = "serviceLbPolicy";
  const place = { holder: service, property, types: [SERVICE_LB_POLICY] };
  const found = reference(stack, place, declared(service, property));
  if (found === undefined) return undefined;
  if (found.kind !== "resource") return UNKNOWN;
  const name = "loadBalancingAlgorithm";
  return wordOf(found.resource, name, declared(found.resource, name));
}

/** @see https://cloud.google.com/load-balancing/docs/internal/zonal-affinity */
function zonalAffinity(service: Resource): Gap[] {
  const property = "networkPassThroughLbTrafficPolicy";
  const affinity = inside(service, property, "zonalAffinity");
  const spillover =
    affinity === UNKNOWN ? UNKNOWN : inside(service, `${property}.zonalAffinity`, "spillover", affinity);
  const word = wordOf(service, `${property}.zonalAffinity.spillover`, spillover);
  if (word === undefined || word === "zonalaffinitydisabled") return [];
  const why = "it keeps clients in their own zone, and how many clients each zone has is not known";
  return [{ urn: service.urn, property, why }];
}

function inside(service: Resource, path: string, name: string, value = declared(service, path)): Value | undefined {
  const fields = objectOf(service, path, value);
  return fields === UNKNOWN ? UNKNOWN : fields[name];
}
