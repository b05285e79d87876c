import { add, between, ZERO, type Bounds } from "../bounds";
import type { Backends } from "../graph";
import { objectOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import type { Placement } from "../zones";
import type { AutoScalingFloors } from "./auto-scaling-floors";
import { EcsCapacity } from "./ecs-capacity";
import { isOneTaskPerHost, isSpreadOut, subnetsOf } from "./ecs-placement";
import { AUTO_SCALING_GROUP, ECS_CAPACITY_PROVIDER } from "./types";
import { nowhereKnown, zonesOf, zonesOfSubnets } from "./zones";

/** The container instances that a service's tasks run on. */
interface Hosts {
  readonly count: Bounds;
  readonly placement: Placement;
  readonly gaps: readonly Gap[];
}

/** Tells what the tasks of a service run on. Tasks that share a container instance fail with it. */
export class EcsHosts {
  readonly #capacity: EcsCapacity;

  constructor(
    readonly stack: Stack,
    readonly floors: AutoScalingFloors,
  ) {
    this.#capacity = new EcsCapacity(stack);
  }

  /** The member with as many failure units as its tasks are sure to be spread over, and where those are. */
  hold(service: Resource, tasks: Omit<Backends, "placement">): Backends {
    const providers = this.#capacity.of(service);
    const hosts = typeof providers === "string" ? undefined : this.#hostsOf(providers);
    const subnets = subnetsOf(service);
    const held: Backends = {
      ...tasks,
      placement:
        subnets === undefined || subnets === null
          ? (hosts?.placement ?? nowhereKnown(service, "networkConfiguration"))
          : zonesOfSubnets(this.stack, service, "networkConfiguration.subnets", subnets),
    };
    if (providers === "fargate" || tasks.floor.atMost <= 1) return held;
    return onHosts(service, held, hosts);
  }

  /** The hosts that capacity providers keep; undefined where one of them is not in the stack. */
  #hostsOf(names: readonly Value[]): Hosts | undefined {
    let count = ZERO;
    const zones = new Set<string>();
    const gaps: Gap[] = [];
    const unplaced: Gap[] = [];
    for (const name of names) {
      const group = this.#groupOf(name);
      if (!group) return undefined;
      const own = this.floors.of(group);
      const placement = zonesOf(this.stack, group, "vpcZoneIdentifiers", "availabilityZones");
      count = add(count, own.floor);
      for (const zone of placement.zones) zones.add(zone);
      gaps.push(...own.gaps);
      unplaced.push(...placement.gaps);
    }
    return { count, placement: { zones: [...zones], gaps: unplaced }, gaps };
  }

  #groupOf(name: Value): Resource | undefined {
    const [provider] = typeof name === "string" ? this.stack.find(name, [ECS_CAPACITY_PROVIDER]) : [];
    if (!provider) return undefined;
    const block = objectOf(provider, "autoScalingGroupProvider", declared(provider, "autoScalingGroupProvider"));
    if (block === UNKNOWN) return undefined;
    const place = { holder: provider, property: "autoScalingGroupProvider", types: [AUTO_SCALING_GROUP] };
    const found = reference(this.stack, place, block["autoScalingGroupArn"]);
    return found?.kind === "resource" ? found.resource : undefined;
  }
}

/** Tasks that may share hosts are no more failure units than there are hosts, and one where nothing spreads them. */
function onHosts(service: Resource, held: Backends, hosts: Hosts | undefined): Backends {
  const { floor, gaps } = held;
  const apart = isOneTaskPerHost(service);
  if (!hosts) {
    if (apart) return held;
    const why = "the container instances that its tasks run on are not in this stack, and tasks may share one";
    const gap: Gap = { urn: service.urn, property: "launchType", why };
    return { ...held, floor: between(Math.min(1, floor.atLeast), floor.atMost), gaps: [...gaps, gap] };
  }
  const atMost = Math.min(floor.atMost, hosts.count.atMost);
  if (apart || isSpreadOut(service)) {
    const atLeast = Math.min(floor.atLeast, hosts.count.atLeast);
    return { ...held, floor: between(atLeast, atMost), gaps: [...gaps, ...hosts.gaps] };
  }
  const why = "its placement strategy may put several tasks on one container instance";
  const gap: Gap = { urn: service.urn, property: "orderedPlacementStrategies", why };
  const atLeast = Math.min(1, floor.atLeast, hosts.count.atLeast);
  return { ...held, floor: between(atLeast, atMost), gaps: [...gaps, ...hosts.gaps, gap] };
}
