import { ANY_SHARE, between, exactly, isExact, type Bounds } from "../bounds";
import { flagOf, numberOf, wordOf } from "../read";
import { UNKNOWN, type Properties, type Resource } from "../resource";

/** How one backend of a backend service takes part, whatever group it is. */
export interface Backend {
  /** Multiplies its capacity; 0 drains it. */
  readonly scaler: Bounds;
  /** Whether the program leaves the scaler to its default. */
  readonly hasDefaultScaler: boolean;
  /** What its load is measured in; undefined where that is not known. */
  readonly mode: string | undefined;
  /** What each of its members can take, in that measure, before the scaler. */
  readonly each: Bounds | undefined;
  /** What all of them together can take. */
  readonly all: Bounds | undefined;
  /** Whether it stands by for the others; undefined where that is not known. */
  readonly failover: boolean | undefined;
  /** Whether it is filled before those that are not; undefined where that is not known. */
  readonly preferred: boolean | undefined;
}

/** The properties that say how much a backend takes, by balancing mode: for each member, and for the whole group. */
const MEASURES: Readonly<Record<string, { readonly each: readonly string[]; readonly all: string }>> = {
  rate: { each: ["maxRatePerInstance", "maxRatePerEndpoint"], all: "maxRate" },
  connection: { each: ["maxConnectionsPerInstance", "maxConnectionsPerEndpoint"], all: "maxConnections" },
  inflight: { each: ["maxInFlightRequestsPerInstance", "maxInFlightRequestsPerEndpoint"], all: "maxInFlightRequests" },
};

/** @see https://cloud.google.com/load-balancing/docs/backend-service#balancing-mode-lb */
const DEFAULT_UTILIZATION = exactly(0.8);

/** Any utilisation, from idle to full. */
const ANY_UTILIZATION = between(0, 1);

/**
 * One of the `backends` of a backend service.
 *
 * @param absentScaler what its scaler is where the program gives none.
 */
export function backendOf(service: Resource, path: string, fields: Properties, absentScaler: Bounds): Backend {
  const word = wordOf(service, `${path}.balancingMode`, fields["balancingMode"]);
  const mode = word === UNKNOWN ? undefined : (word ?? "utilization");
  const failover = flagOf(service, `${path}.failover`, fields["failover"], false);
  const preference = wordOf(service, `${path}.preference`, fields["preference"]);
  return {
    scaler: numberOf(service, `${path}.capacityScaler`, fields["capacityScaler"], absentScaler, ANY_SHARE),
    hasDefaultScaler: (fields["capacityScaler"] ?? undefined) === undefined,
    mode,
    ...limitsOf(service, path, fields, mode),
    failover: failover === UNKNOWN ? undefined : failover,
    preferred: preference === UNKNOWN ? undefined : preference === "preferred",
  };
}

function limitsOf(
  service: Resource,
  path: string,
  fields: Properties,
  mode: string | undefined,
): Pick<Backend, "each" | "all"> {
  const limit = (property: string): Bounds | undefined => {
    const value = fields[property];
    return value === undefined || value === null
      ? undefined
      : numberOf(service, `${path}.${property}`, value, between(0, Infinity));
  };
  if (mode === "utilization") {
    const property = "maxUtilization";
    const value = fields[property];
    return {
      each: numberOf(service, `${path}.${property}`, value, DEFAULT_UTILIZATION, ANY_UTILIZATION),
      // A group that is measured by utilisation may have a limit in another measure too, and then the lower one counts.
      all: Object.values(MEASURES)
        .flatMap(({ each, all }) => [...each, all])
        .map(limit)
        .find((bounds) => bounds !== undefined),
    };
  }
  const measure = MEASURES[mode ?? ""];
  return { each: measure?.each.map(limit).find((bounds) => bounds !== undefined), all: measure && limit(measure.all) };
}

/** Whether two backends are certain to take part in the same way. */
export function areAlike(a: Backend, b: Backend): boolean {
  return (
    same(a.scaler, b.scaler) &&
    a.mode !== undefined &&
    a.mode === b.mode &&
    same(a.each, b.each) &&
    same(a.all, b.all) &&
    a.failover !== undefined &&
    a.failover === b.failover &&
    a.preferred !== undefined &&
    a.preferred === b.preferred
  );
}

function same(a: Bounds | undefined, b: Bounds | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return isExact(a) && isExact(b) && a.atLeast === b.atLeast;
}
