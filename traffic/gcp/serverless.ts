import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import type { Floor } from "../behaviour";
import type { Backends } from "../graph";
import { countOf, objectOf, wordOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { ANYWHERE } from "../zones";
import { CLOUD_RUN_SERVICE, FIRST_GENERATION_FUNCTION, FUNCTION, KNATIVE_SERVICE } from "./types";

/** The blocks of a serverless network endpoint group that name what it leads to. */
const TARGETS = [
  { block: "cloudRun", field: "service", types: [CLOUD_RUN_SERVICE, KNATIVE_SERVICE] },
  { block: "cloudFunction", field: "function", types: [FUNCTION, FIRST_GENERATION_FUNCTION] },
] as const;

const WITHOUT_LIMIT = exactly(Infinity);

/**
 * A service that scales by itself, up to the maximum that is set: with a maximum of one instance, that one takes everything.
 *
 * @see https://cloud.google.com/run/docs/configuring/max-instances
 * @see https://cloud.google.com/functions/docs/configuring/max-instances
 */
export function serverlessMember(stack: Stack, group: Resource): Backends {
  const member = { kind: "backends", identified: true, placement: ANYWHERE } as const;
  for (const { block, field, types } of TARGETS) {
    const fields = objectOf(group, block, declared(group, block));
    const name = fields === UNKNOWN ? UNKNOWN : fields[field];
    const found = reference(stack, { holder: group, property: block, types }, name);
    if (found?.kind === "resource") return { ...member, ...limited(found.resource) };
    if (found?.kind !== "unknown" || found.candidates.length === 0) continue;
    const label = `what endpoint group ${group.name} leads to`;
    const lowest = Math.min(...found.candidates.map((candidate) => limited(candidate).floor.atLeast));
    const floor = between(lowest, Infinity);
    return { ...member, id: group.urn, identified: false, label, floor, setBy: undefined, gaps: [found.gap] };
  }
  const label = `what endpoint group ${group.name} leads to`;
  return { ...member, id: group.urn, label, floor: WITHOUT_LIMIT, setBy: undefined, gaps: [] };
}

function limited(target: Resource): Pick<Backends, "id" | "label" | "unit"> & Floor {
  const label = `${target.type.includes("functions") ? "function" : "Cloud Run service"} ${target.name}`;
  return { id: target.urn, label, unit: `an instance of ${label}`, ...limitOf(target, label) };
}

function limitOf(target: Resource, label: string): Floor {
  const limits = LIMITS[target.type]?.(target) ?? [];
  const set = limits.filter(({ value }) => value !== undefined && value !== null);
  const [first] = set;
  if (!first) return { floor: WITHOUT_LIMIT, setBy: undefined, gaps: [] };
  const bounds = set.map(({ property, value }) => countOf(target, property, value, WITHOUT_LIMIT));
  const floor: Bounds = between(
    Math.min(...bounds.map(({ atLeast }) => atLeast)),
    Math.min(...bounds.map(({ atMost }) => atMost)),
  );
  const setBy = { urn: target.urn, label: `${first.property} of ${label}` };
  return { floor, setBy, gaps: isExact(floor) ? [] : [notKnownYet(target, first.property)] };
}

interface Limit {
  readonly property: string;
  readonly value: Value | undefined;
}

/** The properties that limit how many instances there may be, by type; the lowest counts. */
const LIMITS: Readonly<Record<string, (target: Resource) => Limit[]>> = {
  [CLOUD_RUN_SERVICE]: (target) => {
    const mode = wordOf(target, "scaling.scalingMode", at(target, "scaling", "scalingMode"));
    if (mode === UNKNOWN) return [{ property: "scaling.scalingMode", value: UNKNOWN }];
    if (mode === "manual") return limits(target, ["scaling", "manualInstanceCount"]);
    return limits(target, ["template", "scaling", "maxInstanceCount"], ["scaling", "maxInstanceCount"]);
  },
  [KNATIVE_SERVICE]: (target) =>
    limits(target, ["template", "metadata", "annotations", "autoscaling.knative.dev/maxScale"]),
  [FUNCTION]: (target) => limits(target, ["serviceConfig", "maxInstanceCount"]),
  // Its documentation gives 0 no meaning, and modules that are in use pass it on for "no limit".
  [FIRST_GENERATION_FUNCTION]: (target) => limits(target, ["maxInstances"]).filter(({ value }) => value !== 0),
};

function limits(target: Resource, ...paths: readonly (readonly [string, ...string[]])[]): Limit[] {
  return paths.map((path) => ({ property: path.join("."), value: at(target, ...path) }));
}

function at(target: Resource, property: string, ...inside: readonly string[]): Value | undefined {
  let value = declared(target, property);
  for (const [depth, name] of inside.entries()) {
    const fields = objectOf(target, [property, ...inside.slice(0, depth)].join("."), value);
    if (fields === UNKNOWN) return UNKNOWN;
    value = fields[name];
  }
  return value;
}
