import { ANY_SHARE, exactly, ZERO, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import { declared, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Groups } from "./all-groups";
import { waysOf } from "./backend-ways";
import { addLeader } from "./leaders";
import { addPools, type RegionPool } from "./service-pools";
import { settingsOf } from "./service-settings";
import { BACKEND_SERVICES, REGION_BACKEND_SERVICE } from "./types";

/** The pools that a backend service is; one list for each way in which it may be made up. */
export type ServicePools = readonly (readonly RegionPool[])[];

/** The backend services of a stack as pools, made when a route first leads to one. */
export class BackendServices {
  readonly #known = new Map<string, ServicePools>();

  constructor(
    readonly stack: Stack,
    readonly draft: GraphDraft,
    readonly groups: Groups,
  ) {}

  poolsOf(service: Resource): ServicePools {
    const known = this.#known.get(service.urn);
    if (known) return known;
    const made = this.#read(service);
    this.#known.set(service.urn, made);
    return made;
  }

  /** Adds the pools of the services that no route leads to, too. */
  addAll(): void {
    for (const type of BACKEND_SERVICES) this.stack.each(type, (service) => this.poolsOf(service));
  }

  #read(service: Resource): ServicePools {
    const settings = settingsOf(this.stack, service);
    if (settings.byCapacity !== true && declared(service, "haPolicy") !== undefined) {
      return [[{ region: "", pool: addLeader(this.stack, this.draft, service), isCertain: true }]];
    }
    const ways = waysOf(this.stack, service, absentScaler(service, settings.byCapacity));
    return ways.map((way, number) => addPools(this, { service, settings, way, number }));
  }
}

/**
 * The capacity scaler of a backend for which the program gives none: 1 for a global service. A regional one with proxies requires
 * it, and the provider sends 0 for one that is absent, which drains the backend.
 *
 * @see https://www.pulumi.com/registry/packages/gcp/api-docs/compute/regionbackendservice/#regionbackendservicebackend
 */
function absentScaler(service: Resource, byCapacity: boolean | undefined): Bounds {
  if (service.type !== REGION_BACKEND_SERVICE || byCapacity === false) return exactly(1);
  return byCapacity === true ? ZERO : ANY_SHARE;
}
