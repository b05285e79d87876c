import { adoptionOf } from "../adoptions";
import { ANY_SHARE, between, exactly, isExact, ZERO, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Entry, Pool, Route } from "../graph";
import { assignments, references, type Place, type Reference } from "../references";
import { UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { ANYWHERE } from "../zones";
import type { BackendServices, ServicePools } from "./backend-services";
import { addBucket } from "./buckets";
import { combined, destinationsNear, nearestIsOpen, regionsOf, type Share, type Shared } from "./near";
import { ADOPTED_BACKEND_SERVICE, BACKEND_BUCKETS, BACKEND_SERVICES } from "./types";

/** One of the backend services among which an action splits its traffic. */
export interface Weighted {
  readonly service: Value;
  readonly weight: Bounds;
}

/** What an action does with its traffic. */
export interface Action {
  /** What tells it from the other actions of its holder. */
  readonly key: string;
  readonly label: string;
  readonly holder: Resource;
  /** The top-level property that it is a part of. */
  readonly property: string;
  /** Whether that property has other actions too. */
  readonly isShared: boolean;
  /** Empty where it sends nothing to a backend; unknown where nobody knows what it does. */
  readonly split: readonly Weighted[] | typeof UNKNOWN;
}

const TARGETS = [...BACKEND_SERVICES, ...BACKEND_BUCKETS];

/** Weights of which nothing is known. */
export const ANY_WEIGHT = between(0, 1000);

/** Adds what an action does as routes: one, or one for the clients near each region that it makes a difference to. */
export class Splitter {
  constructor(
    readonly stack: Stack,
    readonly draft: GraphDraft,
    readonly services: BackendServices,
  ) {}

  /** Adds an entry that reaches every zone. */
  addEntry({ urn, label }: { readonly urn: string; readonly label: string }): void {
    const entry: Entry = { id: urn, label, zones: ANYWHERE, crossZone: true, zonalAffinity: ZERO, gaps: [] };
    this.draft.addEntry(entry);
  }

  /** Adds the routes of an action. */
  addRoutes(entry: string, action: Action): void {
    const { holder, property, isShared, split } = action;
    const place: Place = { holder, property, types: TARGETS, isShared };
    if (split === UNKNOWN) {
      const { possible, gaps } = references(this.stack, place, UNKNOWN);
      const all = possible.flatMap((service) => this.#poolsOfResource(service));
      const pools = all.length > 0 ? all : this.#poolsOfUnknown(place, 0);
      this.#add(entry, action, [pools.map((one): Shared => ({ weight: ANY_SHARE, pools: one }))], gaps);
      return;
    }
    const services = split.map(({ service }) => service);
    const found = split.length === 0 ? [] : assignments(this.stack, place, services);
    const ways = found.flatMap((way) =>
      combined(
        way.map((one, index): Share => {
          return { weight: split[index]?.weight ?? ANY_WEIGHT, ways: this.#poolsOf(place, one, index) };
        }),
      ),
    );
    this.#add(entry, action, ways, gapsOf(place, split, found));
  }

  /** Adds the routes of an action of which it is certain that all it matches goes to one service. */
  addCertainRoutes(entry: string, action: Omit<Action, "split">, service: Resource): void {
    const ways = this.#poolsOfResource(service).map((pools): Shared[] => [{ weight: exactly(1), pools }]);
    this.#add(entry, { ...action, split: [] }, ways, []);
  }

  #add(
    entry: string,
    { key, label, holder, property, split }: Action,
    ways: readonly Shared[][],
    gaps: readonly Gap[],
  ): void {
    const base = { urn: holder.urn, entry, port: undefined, forwards: split !== UNKNOWN && ways.length > 0 };
    const regions = regionsOf(ways);
    const near = (region: string) => ways.map((way) => destinationsNear(region, way));
    const routes: Pick<Route, "id" | "label" | "alternatives">[] =
      regions.length === 0
        ? [{ id: key, label, alternatives: near("") }]
        : regions.map((region) => ({
            id: `${key}@${region}`,
            label: `${label}, clients near ${region}`,
            alternatives: near(region),
          }));
    const nearest = nearestIsOpen(ways) ? [nearestGap(holder, property)] : [];
    for (const route of routes) this.draft.addRoute({ ...base, ...route, gaps: [...gaps, ...nearest] });
  }

  #poolsOf(place: Place, found: Reference, index: number): ServicePools {
    const { holder, property } = place;
    if (found.kind === "resource") return this.#poolsOfResource(found.resource);
    if (found.kind === "unknown" && found.candidates.length > 0) {
      return found.candidates.flatMap((candidate) => this.#poolsOfResource(candidate));
    }
    if (found.kind === "unknown") return this.#poolsOfUnknown(place, index);
    const adoption = adoptionOf(this.stack, found.value, ADOPTED_BACKEND_SERVICE);
    if (adoption) return this.#openPool(found.value, adoption.pool, adoption.gap);
    const why = "it is outside this stack, and so are its backends";
    const pool = { label: "a backend service outside this stack", urn: undefined };
    return this.#openPool(found.value, pool, { urn: holder.urn, property, why });
  }

  #poolsOfUnknown({ holder, property }: Place, index: number): ServicePools {
    const why = "which backend service it sends to is not known before the update";
    const gap = { urn: holder.urn, property, why };
    const pool = { label: "a backend service that is not known yet", urn: undefined };
    return this.#openPool(`${holder.urn}#${property}[${index}]`, pool, gap);
  }

  #openPool(id: string, pool: Pick<Pool, "label" | "urn">, gap: Gap): ServicePools {
    this.draft.addPool({ id, ...pool, crossZone: true, healthCheck: "unknown", gaps: [] });
    this.draft.openPool(id, gap);
    return [[{ region: "", pool: id, isCertain: true }]];
  }

  #poolsOfResource(resource: Resource): ServicePools {
    if (BACKEND_SERVICES.includes(resource.type)) return this.services.poolsOf(resource);
    return [[{ region: "", pool: addBucket(this.draft, resource), isCertain: true }]];
  }
}

function nearestGap({ urn }: Resource, property: string): Gap {
  const why = "clients near a region where a service has no backends may go to any of its others";
  return { urn, property, why };
}

function gapsOf(
  { holder, property }: Place,
  split: readonly Weighted[],
  found: readonly (readonly Reference[])[],
): Gap[] {
  const gaps: Gap[] = [];
  if (split.some(({ weight }) => !isExact(weight))) {
    gaps.push({ urn: holder.urn, property, why: "its weights are not known" });
  }
  if (found.length > 1 || found.flat().some(({ kind }) => kind === "unknown")) {
    gaps.push({ urn: holder.urn, property, why: "which backend service stands where is not known before the update" });
  }
  return gaps;
}
