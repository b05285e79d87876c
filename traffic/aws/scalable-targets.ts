import type { Floor } from "../behaviour";
import { between, type Bounds } from "../bounds";
import { numberOf, objectOf, textOf } from "../read";
import { declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import { ECS_CLUSTER, ECS_SERVICE, SCALABLE_TARGET, SCHEDULED_ACTION } from "./types";
import { reference } from "../references";

/** The minimum capacities that Application Auto Scaling keeps ECS services at. */
export class ScalableTargets {
  readonly #capacities = new Map<string, { bounds: Bounds; holder: Resource }[]>();

  constructor(readonly stack: Stack) {
    stack.each(SCALABLE_TARGET, (target) => {
      this.#add(target, numberOf(target, "minCapacity", declared(target, "minCapacity"), between(0, Infinity)));
    });
    stack.each(SCHEDULED_ACTION, (action) => {
      const change = objectOf(action, "scalableTargetAction", declared(action, "scalableTargetAction"));
      const least = change === UNKNOWN ? UNKNOWN : change["minCapacity"];
      // An action that gives no minimum leaves it as it is.
      if (least !== undefined && least !== null) {
        this.#add(action, numberOf(action, "scalableTargetAction.minCapacity", least, between(0, Infinity)));
      }
    });
  }

  /** The fewest tasks that scaling keeps a service at; undefined where nothing scales it. */
  of(service: Resource): Floor | undefined {
    const all = this.#capacities.get(service.urn);
    if (!all) return undefined;
    const floor = between(
      Math.min(...all.map(({ bounds }) => bounds.atLeast)),
      Math.min(...all.map(({ bounds }) => bounds.atMost)),
    );
    const lowest = all.reduce((low, one) => (one.bounds.atMost < low.bounds.atMost ? one : low));
    const unknown = all.filter(({ bounds }) => bounds.atLeast < bounds.atMost);
    const why = "its value is not known before the update";
    return {
      floor,
      setBy: { urn: lowest.holder.urn, label: `minCapacity of ${kindOf(lowest.holder)} ${lowest.holder.name}` },
      gaps: unknown.map(({ holder }): Gap => ({ urn: holder.urn, property: "minCapacity", why })),
    };
  }

  #add(holder: Resource, bounds: Bounds): void {
    const dimension = textOf(holder, "scalableDimension", declared(holder, "scalableDimension"));
    if (dimension !== UNKNOWN && dimension !== undefined && dimension !== "ecs:service:DesiredCount") return;
    for (const { urn } of servicesNamedBy(this.stack, holder)) {
      this.#capacities.set(urn, [...(this.#capacities.get(urn) ?? []), { bounds, holder }]);
    }
  }
}

function kindOf({ type }: Resource): string {
  return type === SCALABLE_TARGET ? "scalable target" : "scheduled action";
}

/** The services that a resource id of the form `service/CLUSTER/SERVICE` names; where it is not known, those behind it. */
function servicesNamedBy(stack: Stack, holder: Resource): readonly Resource[] {
  const id = textOf(holder, "resourceId", declared(holder, "resourceId"));
  if (typeof id !== "string") {
    const found = reference(stack, { holder, property: "resourceId", types: [ECS_SERVICE] }, UNKNOWN);
    if (found?.kind === "resource") return [found.resource];
    return found?.kind === "unknown" ? found.candidates : [];
  }
  const [kind, cluster, name] = id.split("/");
  if (kind !== "service" || cluster === undefined || name === undefined) return [];
  return stack.find(name, [ECS_SERVICE]).filter((service) => mayRunIn(stack, service, cluster));
}

/** Whether a service may be one of this cluster: not, where its cluster is known and another. */
function mayRunIn(stack: Stack, service: Resource, cluster: string): boolean {
  const place = { holder: service, property: "cluster", types: [ECS_CLUSTER] };
  const found = reference(stack, place, declared(service, "cluster"));
  if (found === undefined) return cluster === "default";
  if (found.kind === "unknown") return true;
  if (found.kind === "external") return found.value === cluster || found.value.endsWith(`/${cluster}`);
  return stack.find(cluster, [ECS_CLUSTER]).includes(found.resource);
}
