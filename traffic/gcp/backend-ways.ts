import { exactly, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { listOf, objectOf } from "../read";
import { reference, references } from "../references";
import {
  declared,
  isManagedElsewhere,
  UNKNOWN,
  type Gap,
  type Properties,
  type Resource,
  type Value,
} from "../resource";
import type { Stack } from "../stack";
import { arrangements } from "./arrangements";
import { areAlike, backendOf, type Backend } from "./backends";
import { GROUPS } from "./types";

/** A backend with its group. */
export interface Filled {
  readonly backend: Backend;
  readonly group: Resource;
  /** Whether it is known to be a backend, in this way of filling the places. */
  readonly certain: boolean;
}

/** One way in which the backends of a service may be made up: which group stands in which place. */
export interface Way {
  readonly backends: readonly Filled[];
  /** Why there may be backends that the stack does not show. */
  readonly open: readonly Gap[];
  /** Why it is only one of several ways, where it is. */
  readonly gaps?: readonly Gap[];
}

/** Above this many ways, all that is used is that each group is one of the backends. */
const MOST_WAYS = 60;

/**
 * The ways in which the `backends` of a service may be made up; one of them is true. In a first preview the groups are not known
 * yet, only which resources they come from: then each of those stands in one of the places.
 *
 * @param absentScaler the capacity scaler of a backend for which the program gives none.
 */
export function waysOf(stack: Stack, service: Resource, absentScaler: Bounds): Way[] {
  const property = "backends";
  const list = listOf(service, property, declared(service, property));
  const place = { holder: service, property, types: GROUPS };
  const elsewhere = isManagedElsewhere(service, property);
  if (list === UNKNOWN || elsewhere) {
    const why = "ignoreChanges leaves its backends to somebody else";
    const open = elsewhere ? [{ urn: service.urn, property, why }] : [notKnownYet(service, property)];
    const groups = list === UNKNOWN ? references(stack, place, UNKNOWN).possible : [];
    return [{ backends: groups.map((group) => perhaps(service, group)), open }];
  }
  const backend = (fields: Properties | typeof UNKNOWN, index: number) =>
    backendOf(service, `${property}[${index}]`, fields === UNKNOWN ? ANYTHING : fields, absentScaler);
  const known: Filled[] = [];
  const empty: Backend[] = [];
  const open: Gap[] = [];
  for (const [index, value] of list.entries()) {
    const fields = objectOf(service, `${property}[${index}]`, value);
    const named = fields === UNKNOWN ? UNKNOWN : fields["group"];
    const found = typeof named === "string" ? reference(stack, place, named) : undefined;
    if (found?.kind === "resource")
      known.push({ backend: backend(fields, index), group: found.resource, certain: true });
    else if (found?.kind === "external") open.push(outside(service, index));
    else empty.push(backend(fields, index));
  }
  if (empty.length === 0) return [{ backends: known, open }];
  const candidates = candidatesFor(stack, service, known, empty.length);
  const ways = candidates.length === empty.length ? arrangements(empty, candidates, areAlike, MOST_WAYS) : undefined;
  if (ways) {
    const why = "which group is which of its backends is not known before the update";
    const gaps = ways.length > 1 ? [{ urn: service.urn, property, why }] : [];
    return ways.map((way) => ({
      gaps,
      backends: [...known, ...way.map(([backend, group]) => ({ backend, group, certain: true }))],
      open,
    }));
  }
  const gap = notKnownYet(service, property);
  const some = candidates.map((group) => perhaps(service, group));
  return [{ backends: [...known, ...some], open: candidates.length < empty.length ? [...open, gap] : open }];
}

/** A backend of which nothing is known. */
const ANYTHING: Properties = {
  balancingMode: UNKNOWN,
  capacityScaler: UNKNOWN,
  failover: UNKNOWN,
  preference: UNKNOWN,
};

function perhaps(service: Resource, group: Resource): Filled {
  return { backend: backendOf(service, "backends[]", ANYTHING, exactly(1)), group, certain: false };
}

/** The groups that the places with an unknown group may stand for. */
function candidatesFor(stack: Stack, service: Resource, known: readonly Filled[], places: number): Resource[] {
  const place = { holder: service, property: "backends", types: GROUPS };
  const unknown = Array.from({ length: places }, (): Value => UNKNOWN);
  const { certain, possible } = references(stack, place, unknown);
  const accounted = new Set(known.map(({ group }) => group));
  return [...certain, ...possible].filter((group) => !accounted.has(group));
}

function outside(service: Resource, index: number): Gap {
  const why = "its group is outside this stack";
  return { urn: service.urn, property: `backends[${index}].group`, why };
}
