import { listOf, objectOf, wordOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { ECS_CLUSTER, ECS_CLUSTER_CAPACITY_PROVIDERS } from "./types";

/** Where tasks run: each on its own (Fargate), on hosts of these capacity providers, or where nothing in the stack tells. */
export type Capacity = "fargate" | "unknown" | readonly Value[];

/** What gives an ECS service the capacity to run on. */
export class EcsCapacity {
  /** The default capacity providers, by the URN of the cluster, or its name where that is outside the stack. */
  readonly #defaults = new Map<string, Resource>();

  constructor(readonly stack: Stack) {
    stack.each(ECS_CLUSTER_CAPACITY_PROVIDERS, (defaults) => {
      const cluster = this.#clusterOf(defaults, "clusterName");
      if (cluster !== undefined) this.#defaults.set(cluster, defaults);
    });
  }

  /**
   * A launch type decides, else the service's own strategy, else its cluster's.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (launchType, capacityProviderStrategy)
   */
  of(service: Resource): Capacity {
    const launchType = wordOf(service, "launchType", declared(service, "launchType"));
    if (launchType !== undefined) return launchType === "fargate" ? "fargate" : "unknown";
    const own = this.#providersIn(service, "capacityProviderStrategies");
    if (own !== undefined) return own;
    const cluster = this.#clusterOf(service, "cluster");
    const defaults = cluster === undefined ? undefined : this.#defaults.get(cluster);
    return (defaults && this.#providersIn(defaults, "defaultCapacityProviderStrategies")) ?? "unknown";
  }

  #providersIn(holder: Resource, property: string): Capacity | undefined {
    const strategies = listOf(holder, property, declared(holder, property));
    if (strategies === UNKNOWN) return "unknown";
    if (strategies.length === 0) return undefined;
    const names = strategies.map((strategy) => {
      const fields = objectOf(holder, `${property}[]`, strategy);
      return fields === UNKNOWN ? UNKNOWN : (fields["capacityProvider"] ?? UNKNOWN);
    });
    const onFargate = names.filter((name) => name === "FARGATE" || name === "FARGATE_SPOT").length;
    if (onFargate === names.length) return "fargate";
    return onFargate > 0 || names.includes(UNKNOWN) ? "unknown" : names;
  }

  #clusterOf(holder: Resource, property: string): string | undefined {
    const found = reference(this.stack, { holder, property, types: [ECS_CLUSTER] }, declared(holder, property));
    if (found?.kind === "resource") return found.resource.urn;
    return found?.kind === "external" ? found.value : undefined;
  }
}
