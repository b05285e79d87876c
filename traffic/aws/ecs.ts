import { between, isExact, ZERO } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Floor } from "../behaviour";
import type { Backends } from "../graph";
import { listOf, countOf, objectOf, wordOf } from "../read";
import { references } from "../references";
import { declared, isManagedElsewhere, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import type { AutoScalingFloors } from "./auto-scaling-floors";
import { EcsHosts } from "./ecs-hosts";
import { duringDeployment } from "./ecs-rollouts";
import { ScalableTargets } from "./scalable-targets";
import { CLASSIC_LOAD_BALANCER, ECS_SERVICE, ECS_TASK_SET, LATTICE_TARGET_GROUP, TARGET_GROUP } from "./types";

/** ECS services become members of the target groups that their tasks register in. */
export function readEcs(stack: Stack, draft: GraphDraft, floors: AutoScalingFloors): void {
  const targets = new ScalableTargets(stack);
  const hosts = new EcsHosts(stack, floors);
  stack.each(ECS_SERVICE, (service) => {
    const moved = movedBy(service);
    const member = memberOf(service, { targets, hosts, moves: moved !== undefined });
    const gaps = moved === undefined ? [] : [{ urn: service.urn, property: moved.property, why: moved.why }];
    for (const { pools, certain, gaps: unknown } of poolsOf(stack, service)) {
      const surely = certain && moved === undefined;
      const here = surely
        ? member
        : { ...member, floor: between(0, member.floor.atMost), gaps: [...member.gaps, ...gaps, ...unknown] };
      for (const pool of pools) draft.addMember(pool.urn, here);
    }
  });
  stack.each(ECS_TASK_SET, (taskSet) => {
    const why = "an ECS task set registers its tasks, and which set serves is decided outside this stack";
    for (const { pools } of poolsOf(stack, taskSet)) {
      for (const pool of pools) draft.openPool(pool.urn, { urn: taskSet.urn, property: "scale", why });
    }
  });
}

interface RegisteredIn {
  readonly pools: readonly Resource[];
  readonly certain: boolean;
  readonly gaps: readonly Gap[];
}

/** Where a service says in what its tasks register. */
const REGISTRATIONS: Readonly<Record<string, readonly string[]>> = {
  loadBalancers: [TARGET_GROUP, CLASSIC_LOAD_BALANCER],
  vpcLatticeConfigurations: [LATTICE_TARGET_GROUP],
};

/** The target groups that a service registers in; those of a blue/green pair too. */
function poolsOf(stack: Stack, service: Resource): RegisteredIn[] {
  return Object.entries(REGISTRATIONS).flatMap(([property, types]): RegisteredIn[] => {
    const blocks = listOf(service, property, declared(service, property));
    const values = blocks === UNKNOWN ? UNKNOWN : blocks.flatMap((block) => namesIn(service, property, block));
    const { certain, possible, gaps } = references(stack, { holder: service, property, types }, values);
    return [
      { pools: certain, certain: true, gaps: [] },
      { pools: possible, certain: false, gaps },
    ];
  });
}

function namesIn(service: Resource, property: string, block: Value): Value[] {
  const fields = objectOf(service, `${property}[]`, block);
  if (fields === UNKNOWN) return [UNKNOWN];
  const advanced = objectOf(service, `${property}[].advancedConfiguration`, fields["advancedConfiguration"]);
  const alternate = advanced === UNKNOWN ? UNKNOWN : advanced["alternateTargetGroupArn"];
  const values: (Value | undefined)[] = [fields["targetGroupArn"], fields["elbName"], alternate];
  return values.filter((value): value is Value => value !== undefined && value !== null);
}

/** Whether deployments move the tasks between target groups. */
function movedBy(service: Resource): { property: string; why: string } | undefined {
  const controller = objectOf(service, "deploymentController", declared(service, "deploymentController"));
  const type = controller === UNKNOWN ? UNKNOWN : wordOf(service, "deploymentController.type", controller["type"]);
  if (type !== undefined && type !== "ecs") {
    const who =
      type === "codedeploy"
        ? "CodeDeploy"
        : type === "external"
          ? "an external controller"
          : "its deployment controller";
    return { property: "deploymentController", why: `${who} moves its tasks between target groups` };
  }
  const configuration = objectOf(service, "deploymentConfiguration", declared(service, "deploymentConfiguration"));
  const strategy =
    configuration === UNKNOWN
      ? UNKNOWN
      : wordOf(service, "deploymentConfiguration.strategy", configuration["strategy"]);
  if (strategy === undefined || strategy === "rolling") return undefined;
  return {
    property: "deploymentConfiguration",
    why: "its blue/green deployments move its tasks between target groups",
  };
}

interface Keeping {
  readonly targets: ScalableTargets;
  readonly hosts: EcsHosts;
  /** Whether deployments move the tasks between target groups: the new ones then serve before the old ones go. */
  readonly moves: boolean;
}

function memberOf(service: Resource, { targets, hosts, moves }: Keeping): Backends {
  const label = `ECS service ${service.name}`;
  const tasks = tasksOf(service, targets);
  const duringRollout = moves ? undefined : duringDeployment(service, tasks);
  const scaling = targets.scalingOf(service);
  const member = {
    kind: "backends",
    id: service.urn,
    label,
    unit: `a task of ${label}`,
    identified: true,
    ...tasks,
  } as const;
  const held = hosts.hold(service, member);
  return {
    ...held,
    ...(duringRollout ? { duringRollout: onTheSameHosts(duringRollout, held) } : {}),
    ...(scaling ? { scaling } : {}),
  };
}

/** Tasks that share a host fail as one, in a deployment too. */
function onTheSameHosts(rollout: Floor, { floor, gaps }: Floor): Floor {
  const atMost = Math.min(rollout.floor.atMost, floor.atMost);
  return {
    ...rollout,
    floor: between(Math.min(rollout.floor.atLeast, floor.atLeast), atMost),
    gaps: [...new Set([...rollout.gaps, ...gaps])],
  };
}

/** The fewest tasks that a service keeps: its desired count, or what its scaling may take that down to. */
function tasksOf(service: Resource, targets: ScalableTargets): Floor {
  const gap = (property: string, why: string): Gap => ({ urn: service.urn, property, why });
  const scheduling = wordOf(service, "schedulingStrategy", declared(service, "schedulingStrategy"));
  if (scheduling !== undefined && scheduling !== "replica") {
    const why = "it runs one task on each container instance, and how many of those there are is not known";
    return { floor: between(0, Infinity), setBy: undefined, gaps: [gap("schedulingStrategy", why)] };
  }
  const scaled = targets.of(service);
  if (scaled) return scaled;
  const setBy = { urn: service.urn, label: `desiredCount of ECS service ${service.name}` };
  if (isManagedElsewhere(service, "desiredCount")) {
    return {
      floor: between(0, Infinity),
      setBy,
      gaps: [gap("desiredCount", "ignoreChanges leaves it to somebody else")],
    };
  }
  // The provider sends 0 where the program gives none.
  const floor = countOf(service, "desiredCount", declared(service, "desiredCount"), ZERO);
  return {
    floor,
    setBy,
    gaps: isExact(floor) ? [] : [gap("desiredCount", "its value is not known before the update")],
  };
}
