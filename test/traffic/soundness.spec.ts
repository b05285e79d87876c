import assert from "node:assert/strict";
import {
  readGraph,
  Traffic,
  UNKNOWN,
  type Bounds,
  type Properties,
  type Resource,
  type RouteTraffic,
  type Value,
} from "../../traffic";
import { behind, IDENTITIES, placesIn, replaced, withInputs, type Place } from "../support/places";
import { GCP_PARTS, wholeGcpStack } from "../support/whole-gcp-stack";
import { AWS_PARTS, wholeStack } from "../support/whole-stack";

const CLOUDS = {
  AWS: { stack: wholeStack(), parts: AWS_PARTS },
  "Google Cloud": { stack: wholeGcpStack(), parts: GCP_PARTS },
};

for (const [cloud, { stack, parts }] of Object.entries(CLOUDS)) {
  const truth = trafficOf(stack);

  describe(`Whatever a preview of ${cloud} does not know`, () => {
    for (const [name, make] of Object.entries(parts)) {
      it(`every single value leaves the true shares within the bounds: ${name}`, () => {
        const part = make();
        const known = trafficOf(part);
        for (const place of placesIn(part)) {
          holds(known, trafficOf(replaced(part, place, UNKNOWN)), nameOf(place));
        }
      });
    }

    it("all values of a resource at once leave the true shares within the bounds", () => {
      for (const resource of stack) {
        const hidden = stack.map((one) => (one === resource ? unknownThroughout(stack, one) : one));
        holds(truth, trafficOf(hidden), resource.urn);
      }
    });

    it("a first preview, in which no resource knows another, leaves the true shares within the bounds", () => {
      holds(truth, trafficOf(firstPreview(stack)), "every reference");
    });
  });
}

function trafficOf(resources: readonly Resource[]): Traffic {
  return new Traffic(readGraph(resources));
}

/**
 * Whether the bounds hold what is true. Where it is not known which regions there are, a route may have become another of the
 * same action.
 */
function holds(truth: Traffic, bounded: Traffic, unknown: string): void {
  for (const route of truth.routes) {
    const twins = bounded.routes.filter(({ route: { id } }) => id === route.route.id);
    const others = bounded.routes.filter(({ route: { id } }) => actionOf(id) === actionOf(route.route.id));
    const errors = (twins.length > 0 ? twins : others).map((twin) => mismatch(truth, route, bounded, twin));
    const isHeld = errors.length === 0 || errors.includes(undefined);
    assert.ok(isHeld, `${route.route.label}, ${unknown} unknown: ${errors.join("; ")}`);
  }
}

function actionOf(id: string): string {
  return id.split("@")[0] ?? id;
}

/** What of a route is not within the bounds of its twin. */
function mismatch(truth: Traffic, route: RouteTraffic, bounded: Traffic, twin: RouteTraffic): string | undefined {
  const none = { atLeast: 0, atMost: 0 };
  const targets = route.alternatives.flat().flatMap(({ pool, spread }) =>
    twin.alternatives
      .flat()
      .filter((load) => load.pool.id === pool.id)
      .map((load) => outside(spread.backends, load.spread.backends, `targets of ${pool.label}`)),
  );
  return [
    outside(truth.busiest(route)?.share ?? none, bounded.busiest(twin)?.share ?? none, "busiest share"),
    outside(truth.effectiveBackends(route), bounded.effectiveBackends(twin), "effective backends"),
    ...targets,
  ].find((error) => error !== undefined);
}

function outside(inner: Bounds, outer: Bounds, what: string): string | undefined {
  const rounding = 1e-9;
  const holdsIt = outer.atLeast <= inner.atLeast + rounding && inner.atMost <= outer.atMost + rounding;
  const words = `${what}: ${inner.atLeast} to ${inner.atMost} is not within ${outer.atLeast} to ${outer.atMost}`;
  return holdsIt ? undefined : words;
}

function unknownThroughout(stack: readonly Resource[], resource: Resource): Resource {
  const keys = Object.keys(resource.inputs).filter((key) => key !== "name");
  return withInputs(stack, resource, Object.fromEntries(keys.map((key): [string, Value] => [key, UNKNOWN])));
}

/** The stack before anything of it exists: what one resource says of another is not known, only that it says something. */
function firstPreview(stack: readonly Resource[]): Resource[] {
  const computed = IDENTITIES.filter((key) => key !== "name");
  const identities = new Set(stack.flatMap(({ outputs }) => computed.flatMap((key) => outputs[key] ?? [])));
  const hide = (value: Value): Value => {
    if (typeof value === "string") return identities.has(value) ? UNKNOWN : value;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return (value as readonly Value[]).map(hide);
    return Object.fromEntries(Object.entries(value).map(([key, one]): [string, Value] => [key, hide(one)]));
  };
  return stack.map((one): Resource => {
    const inputs = hide(one.inputs) as Properties;
    return { ...one, inputs, outputs: { ...inputs }, propertyDependencies: behind(stack, one) };
  });
}

function nameOf({ resource, path }: Place): string {
  return `${path.join(".")} of ${resource.name} (${resource.type})`;
}
