import type { Floor, Scaling } from "../behaviour";
import { between, type Bounds } from "../bounds";
import { countOf, objectOf, textOf } from "../read";
import { declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import { ECS_CLUSTER, ECS_SERVICE, SCALABLE_TARGET, SCHEDULED_ACTION } from "./types";
import { reference } from "../references";

const ANY_CAPACITY = between(0, Infinity);

/** What a scalable target, or a scheduled action, allows. */
interface Scaled {
  readonly holder: Resource;
  readonly least: Bounds;
  readonly most: Bounds;
}

/** The minimum capacities that Application Auto Scaling keeps ECS services at. */
export class ScalableTargets {
  readonly #capacities = new Map<string, { bounds: Bounds; holder: Resource }[]>();
  readonly #scaling = new Map<string, Scaled[]>();

  constructor(readonly stack: Stack) {
    stack.each(SCALABLE_TARGET, (target) => {
      const [least, most] = ["minCapacity", "maxCapacity"].map((name) =>
        countOf(target, name, declared(target, name), ANY_CAPACITY),
      );
      this.#add(target, least ?? ANY_CAPACITY);
      this.#addScaling(target, least ?? ANY_CAPACITY, most ?? ANY_CAPACITY);
    });
    stack.each(SCHEDULED_ACTION, (action) => {
      const change = objectOf(action, "scalableTargetAction", declared(action, "scalableTargetAction"));
      const least = change === UNKNOWN ? UNKNOWN : change["minCapacity"];
      // An action that gives no minimum leaves it as it is.
      if (least !== undefined && least !== null) {
        this.#add(action, countOf(action, "scalableTargetAction.minCapacity", least, ANY_CAPACITY));
      }
      const most = change === UNKNOWN ? undefined : change["maxCapacity"];
      if (most !== undefined && most !== null) {
        const value = countOf(action, "scalableTargetAction.maxCapacity", most, ANY_CAPACITY);
        this.#addScaling(action, ANY_CAPACITY, value);
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

  /** Between which capacities scaling moves a service; undefined where nothing scales it. */
  scalingOf(service: Resource): Scaling | undefined {
    const all = this.#scaling.get(service.urn);
    const usual = all?.find(({ holder }) => holder.type === SCALABLE_TARGET);
    if (!all || !usual) return undefined;
    const others = all.filter((one) => one !== usual);
    return { usualLeast: usual.least, ceilings: [usual, ...others].map(ceilingOf), gaps: [] };
  }

  #add(holder: Resource, bounds: Bounds): void {
    for (const { urn } of this.#scaledBy(holder)) {
      this.#capacities.set(urn, [...(this.#capacities.get(urn) ?? []), { bounds, holder }]);
    }
  }

  #addScaling(holder: Resource, least: Bounds, most: Bounds): void {
    for (const { urn } of this.#scaledBy(holder)) {
      this.#scaling.set(urn, [...(this.#scaling.get(urn) ?? []), { holder, least, most }]);
    }
  }

  #scaledBy(holder: Resource): readonly Resource[] {
    const dimension = textOf(holder, "scalableDimension", declared(holder, "scalableDimension"));
    if (dimension !== UNKNOWN && dimension !== undefined && dimension !== "ecs:service:DesiredCount") return [];
    return servicesNamedBy(this.stack, holder);
  }
}

function ceilingOf({ holder, most }: Scaled): Scaling["ceilings"][number] {
  return { most, setBy: { urn: holder.urn, label: `maxCapacity of ${kindOf(holder)} ${holder.name}` } };
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
