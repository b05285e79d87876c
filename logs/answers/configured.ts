import {
  identitiesOf,
  summaryOf,
  type PoolSummary,
  type Resource,
  type RouteSummary,
  type Traffic,
} from "../../traffic";
import { LogError } from "../errors";
import type { RouteAnswer } from "./report";
import { ZoneMap } from "./zones";

/** Bounds, since some of a stack may not be known. */
export interface Range {
  readonly atLeast: number;
  readonly atMost: number;
}

/** What a stack says that its load balancers do, to compare with what they did. */
export class Configured {
  readonly zones = new ZoneMap();
  readonly #routes: readonly RouteSummary[];
  readonly #byUrn: ReadonlyMap<string, Resource>;

  /** @param isSecret whether numbers of a resource are secret, so that nothing that is worked out from them may be told. */
  constructor(
    traffic: Traffic,
    resources: readonly Resource[],
    readonly isSecret: (urn: string) => boolean = () => false,
  ) {
    this.#routes = traffic.routes.map((route) => summaryOf(traffic, route));
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const { type, inputs, outputs } of resources) {
      const [zone, block, address] = ["availabilityZone", "cidrBlock", "privateIp"].map((n) => outputs[n] ?? inputs[n]);
      if (typeof zone !== "string") continue;
      if (type === "aws:ec2/subnet:Subnet" && typeof block === "string") addKnown(this.zones, zone, block);
      if (type === "aws:ec2/instance:Instance" && typeof address === "string")
        addKnown(this.zones, zone, `${address}/32`);
    }
  }

  /** The fewest backends that a pool guarantees; undefined where the stack has no such pool, or that is a secret. */
  targetsOf(pool: string): number | undefined {
    const all = this.#routes.flatMap(({ pools }) => pools).filter((one) => this.#is(one, pool) && !this.#hides(one));
    return all.length === 0 ? undefined : Math.min(...all.map(({ backends }) => backends.atLeast));
  }

  /** The route with what its pools should get, where it is one that the stack has. */
  compared(answer: RouteAnswer): RouteAnswer {
    const routes = this.#routesOf(answer);
    if (routes.length === 0) return answer;
    const pools = answer.pools.map((pool) =>
      pool.pool === "" ? pool : { ...pool, configured: this.#share(routes, pool.pool) },
    );
    return { ...answer, pools };
  }

  /** The routes that it may be: listeners of one load balancer may have rules of the same priority, and logs do not tell which. */
  #routesOf({ balancer, route, pools }: RouteAnswer): RouteSummary[] {
    const fitting = this.#routes.filter((one) => {
      const priority = this.#byUrn.get(one.urn)?.inputs["priority"];
      const own = typeof priority === "number" ? String(priority) : "0";
      const isOne = !/^\d+$/.test(route) || own === route;
      const leads = one.pools.some((pool) => pools.some(({ pool: name }) => this.#is(pool, name)));
      return isOne && leads && !this.isSecret(one.urn) && !one.pools.some((pool) => this.#hides(pool));
    });
    const own = fitting.filter(({ urn }) =>
      identitiesIn(this.#byUrn.get(urn)).some((id) => id.includes(`/${balancer}/`)),
    );
    return own.length > 0 ? own : fitting;
  }

  #share(routes: readonly RouteSummary[], pool: string): Range {
    const shares = routes.map((route) => route.pools.filter((one) => this.#is(one, pool)).map(({ share }) => share));
    const sums = shares.map((own) => ({
      atLeast: own.reduce((sum, { atLeast }) => sum + atLeast, 0),
      atMost: own.reduce((sum, { atMost }) => sum + atMost, 0),
    }));
    return {
      atLeast: Math.min(...sums.map(({ atLeast }) => atLeast)),
      atMost: Math.min(1, Math.max(...sums.map(({ atMost }) => atMost))),
    };
  }

  #is({ urn }: PoolSummary, name: string): boolean {
    return urn !== undefined && identitiesIn(this.#byUrn.get(urn)).includes(name);
  }

  #hides({ urn }: PoolSummary): boolean {
    return urn !== undefined && this.isSecret(urn);
  }
}

function identitiesIn(resource: Resource | undefined): string[] {
  return resource ? identitiesOf(resource) : [];
}

/** A subnet of the sixth version only has no block, and a value that makes no sense is another command's matter. */
function addKnown(zones: ZoneMap, zone: string, block: string): void {
  try {
    zones.add(zone, block);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
  }
}
