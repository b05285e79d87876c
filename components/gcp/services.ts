import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { different, refuse } from "../checks";
import type { Services } from "./actions";
import type { Front, Pool } from "./pool";
import { poolsIn, type NamedRoute } from "./url-map";

/**
 * The pools of the routes of a load balancer.
 *
 * @throws InputPropertyError when a load balancer of this kind cannot lead to one, or two have one name.
 */
export function fittingPools(routes: readonly NamedRoute[], front: Front): ReadonlySet<Pool> {
  for (const named of routes) {
    for (const pool of poolsIn([named])) {
      const why = pool.unfit(front);
      if (why !== undefined) refuse(named.path, `must lead to pools that ${why}`);
    }
  }
  const pools = poolsIn(routes);
  different(
    [...pools].map(({ label }) => ({ path: "to", value: label })),
    "the names of the pools that they lead to",
  );
  return pools;
}

/** The backend service of each pool, made for this load balancer. */
export function servicesOf(
  name: string,
  pools: ReadonlySet<Pool>,
  front: Front,
  options: CustomResourceOptions,
): Services {
  return new Map([...pools].map((pool) => [pool, pool.serviceFor(`${name}-${pool.label}`, front, options)]));
}

/** The names by which Cloud Monitoring knows the backend services, by the names of their pools. */
export function namesOf(services: Services): Readonly<Record<string, Output<string>>> {
  return Object.fromEntries([...services].map(([{ label }, { name }]) => [label, name]));
}
