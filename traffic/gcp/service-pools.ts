import { ANY_SHARE } from "../bounds";
import type { GraphDraft, PoolDraft } from "../draft";
import type { Capacity, HealthCheck, Idle } from "../graph";
import { declared, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Groups } from "./all-groups";
import type { Way } from "./backend-ways";
import { failOpenOf } from "./fail-open";
import { probeOf } from "./health-checks";
import type { Region } from "./places";
import { sessionAffinityOf } from "./session-affinity";
import { capacitiesFor, membersOf } from "./service-members";
import type { Settings } from "./service-settings";
import { doubtful, sizeOf, standsBy, taking, whyIdle, type Part } from "./taking";

/** The pool that a backend service is to the clients near one region. */
export interface RegionPool {
  readonly region: Region;
  readonly pool: string;
  /** Whether it surely has backends that take traffic. */
  readonly isCertain: boolean;
}

/** Where a pool is put together. */
interface Making {
  readonly draft: GraphDraft;
  readonly service: Resource;
  readonly settings: Settings;
  readonly label: string;
  /** Its id but for the region, in this way of making up the service; and in all of them. */
  readonly id: string;
  readonly subject: string;
  readonly way: Way;
  readonly idle: readonly Idle[];
  readonly hasStandby: boolean;
  readonly behaviour: Behaviour;
}

/** How a service treats its backends over time. */
type Behaviour = Pick<PoolDraft, "healthCheck" | "probe" | "failOpen" | "affinity">;

/** Adds the pools of one way in which a backend service may be made up: one for the clients near each of its regions. */
export function addPools(
  { draft, groups, stack }: { draft: GraphDraft; groups: Groups; stack: Stack },
  { service, settings, way, number }: { service: Resource; settings: Settings; way: Way; number: number },
): RegionPool[] {
  const label = `backend service ${service.name}`;
  const subject = service.urn;
  const id = number === 0 ? subject : `${subject}~${number}`;
  const all = way.backends.map((one): Part => ({ ...one, members: groups.of(one.group) }));
  const parts = taking(settings.byCapacity, all);
  const idle = idleIn(settings, all, parts);
  const behaviour = behaviourOf(stack, service, settings, all, way);
  const regions = new Set(parts.map(regionOf));
  const taken = new Set(parts.map(({ group }) => group));
  const others = all.filter((part) => !taken.has(part.group) && standsBy(settings.byCapacity, part));
  const hasStandby = others.length > 0 || (settings.nearestRegion !== false && regions.size > 1);
  const making: Making = { draft, service, settings, label, id, subject, way, idle, hasStandby, behaviour };
  if (settings.nearestRegion === false || regions.size < 2) {
    addPool(making, parts);
    return [{ region: "", pool: id, isCertain: true }];
  }
  return [...regions].map((region) => {
    const name = region.startsWith("of ") ? `the region ${region}` : region;
    const here = { ...making, id: `${id}@${region}`, subject: `${subject}@${region}`, label: `${label} in ${name}` };
    addPool(
      here,
      parts.flatMap((part) => nearby(part, region, settings)),
    );
    const isCertain = parts.some(
      (part) => regionOf(part) === region && part.certain && sizeOf(part.members).atLeast > 0,
    );
    return { region: name, pool: here.id, isCertain };
  });
}

/** A group whose region is not known is in one of its own, as far as anybody can tell. */
function regionOf({ group, members }: Part): Region {
  return members.region ?? `of ${group.name}`;
}

/** What the clients near a region get of a backend: all of it where it is there, perhaps some where nobody knows where it is. */
function nearby(part: Part, region: Region, { nearestRegion }: Settings): Part[] {
  if (regionOf(part) === region) return [part];
  const isElsewhere = nearestRegion === true && part.members.region !== undefined && !region.startsWith("of ");
  return isElsewhere ? [] : [doubtful(part)];
}

function addPool(
  { draft, service, settings, label, id, subject, way, idle, hasStandby, behaviour }: Making,
  parts: readonly Part[],
): void {
  const { runTime, zonal, gaps } = settings;
  const capacities = capacitiesFor(settings, parts);
  draft.addPool({
    id,
    subject,
    label,
    urn: service.urn,
    crossZone: zonal.length > 0 ? undefined : true,
    ...(zonal.length > 0 ? { zonalAffinity: ANY_SHARE } : {}),
    idle,
    hasStandby,
    ...behaviour,
    gaps: [...gaps, ...(way.gaps ?? []), ...zonal, ...runTime, ...unlike(service, capacities)],
  });
  for (const gap of way.open) draft.openPool(id, gap);
  parts.forEach((part, index) => {
    for (const gap of part.members.open) draft.openPool(id, gap);
    const capacity = capacities[index];
    for (const member of membersOf(service, part, capacity)) draft.addMember(id, member);
  });
}

/** The groups that no client of any region reaches. */
function idleIn({ byCapacity }: Settings, all: readonly Part[], parts: readonly Part[]): Idle[] {
  if (parts.length === all.length) return [];
  const taken = new Set(parts.map(({ group }) => group));
  return all.flatMap((part) => {
    const label = part.members.members[0]?.label ?? `group ${part.group.name}`;
    return taken.has(part.group) ? [] : [{ label, why: whyIdle(byCapacity, part) }];
  });
}

/** Why the capacities of backends do not compare, where they do not. */
function unlike(service: Resource, capacities: readonly (Capacity | undefined)[]): Gap[] {
  if (capacities.length < 2) return [];
  const doNotCompare = capacities.some((one) => typeof one === "object" && one.amount.atMost === Infinity);
  const why = "its backends are not all measured alike, so their capacities do not compare";
  return doNotCompare ? [{ urn: service.urn, property: "backends[].balancingMode", why }] : [];
}

/** Proxies answer with an error where no backend is healthy; packets that are passed through go somewhere, or are dropped. */
function behaviourOf(
  stack: Stack,
  service: Resource,
  { byCapacity }: Settings,
  all: readonly Part[],
  way: Way,
): Behaviour {
  const healthCheck = healthCheckOf(service, all);
  const probe = healthCheck === "present" ? probeOf(stack, service) : undefined;
  const affinity = sessionAffinityOf(service);
  return {
    healthCheck,
    ...(probe ? { probe } : {}),
    ...(affinity ? { affinity } : {}),
    ...(byCapacity === false && mayHaveStandby(way) ? { failOpen: failOpenOf(service) } : {}),
  };
}

/**
 * Whether there may be a backend that stands by: only then can a service say what happens when all fail. Without one Google Cloud
 * refuses a failoverPolicy, so that its absence leaves nothing unsaid.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/regionBackendServices (failoverPolicy)
 */
function mayHaveStandby({ backends, open }: Way): boolean {
  return open.length > 0 || backends.length === 0 || backends.some(({ backend }) => backend.failover !== false);
}

/** Groups of a service that runs its own instances have no health check. */
function healthCheckOf(service: Resource, all: readonly Part[]): HealthCheck {
  const checks = declared(service, "healthChecks");
  if (checks !== undefined && checks !== "" && !(Array.isArray(checks) && checks.length === 0)) return "present";
  if (all.some(({ members }) => members.isChecked)) return { notices: "nothing", remedy: "Give it healthChecks" };
  return all.length > 0 ? "managed" : "unknown";
}
