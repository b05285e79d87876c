import assert from "node:assert/strict";
import {
  PropertyError,
  ReadError,
  readGraph,
  Traffic,
  UNKNOWN,
  type Bounds,
  type Properties,
  type Resource,
  type RouteTraffic,
  type Value,
} from "../../traffic";
import { wholeGcpStack } from "../support/whole-gcp-stack";
import { wholeStack } from "../support/whole-stack";

const NONSENSE: readonly (readonly [string, Value])[] = [
  ["a text", "no sense"],
  ["a number below zero", -7],
  ["a list of lists", [[1]]],
  ["an object", { no: "sense" }],
];

/** A place in a resource's inputs. */
interface Place {
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
}

const STACKS: Readonly<Record<string, readonly Resource[]>> = {
  AWS: wholeStack(),
  "Google Cloud": wholeGcpStack(),
};

for (const [cloud, stack] of Object.entries(STACKS)) {
  // But for names: where one is not known, what refers to it by that is not known either.
  const places = stack.flatMap((resource) =>
    pathsIn(resource.inputs)
      .filter(([key]) => key !== "name")
      .map((path): Place => ({ resource, path })),
  );
  const truth = trafficOf(stack);

  describe(`Whatever a preview of ${cloud} does not know`, () => {
    it("every single value leaves the true shares within the bounds", () => {
      for (const place of places) holds(truth, trafficOf(replaced(stack, place, UNKNOWN)), nameOf(place));
    });

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

  describe(`A value of ${cloud} that makes no sense`, () => {
    for (const [kind, value] of NONSENSE) {
      it(`is read or refused with the resource named: ${kind}`, () => {
        for (const place of places) {
          try {
            trafficOf(replaced(stack, place, value));
          } catch (error) {
            assert.ok(
              error instanceof ReadError && error.cause instanceof PropertyError,
              `${nameOf(place)}: ${String(error)}`,
            );
          }
        }
      });
    }
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

function pathsIn(value: Value, path: readonly (string | number)[] = []): (string | number)[][] {
  const here = path.length === 0 ? [] : [[...path]];
  if (typeof value !== "object" || value === null) return here;
  const inside = Array.isArray(value)
    ? (value as readonly Value[]).flatMap((item, index) => pathsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]));
  return [...here, ...inside];
}

/** The stack with another value in one place; the engine still tells what the property was made from. */
function replaced(stack: readonly Resource[], { resource, path }: Place, value: Value): Resource[] {
  const inputs = put(resource.inputs, path, value) as Properties;
  return stack.map((one) =>
    one === resource
      ? { ...one, inputs, outputs: { ...one.outputs, ...inputs }, propertyDependencies: behind(stack, one) }
      : one,
  );
}

function unknownThroughout(stack: readonly Resource[], resource: Resource): Resource {
  const keys = Object.keys(resource.inputs).filter((key) => key !== "name");
  const inputs: Properties = Object.fromEntries(keys.map((key): [string, Value] => [key, UNKNOWN]));
  return {
    ...resource,
    inputs,
    outputs: { ...resource.outputs, ...inputs },
    propertyDependencies: behind(stack, resource),
  };
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

function put(value: Value, [key, ...rest]: readonly (string | number)[], put_: Value): Value {
  if (key === undefined) return put_;
  if (Array.isArray(value))
    return (value as readonly Value[]).map((item, index) => (index === key ? put(item, rest, put_) : item));
  const object = value as Properties;
  return Object.assign({ ...object }, { [key]: put(object[key] ?? null, rest, put_) });
}

/** The resources whose identities stand in each property. */
function behind(stack: readonly Resource[], resource: Resource): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(resource.inputs).map(([property, value]) => {
      const text = JSON.stringify(value);
      const found = stack.filter(({ outputs }) => IDENTITIES.some((key) => isIn(text, outputs[key])));
      return [property, found.filter((one) => one !== resource).map(({ urn }) => urn)];
    }),
  );
}

const IDENTITIES = ["arn", "name", "selfLink", "instanceGroup", "ipAddress"];

function isIn(text: string, identity: Value | undefined): boolean {
  return typeof identity === "string" && (text.includes(`"${identity}"`) || text.endsWith(`/${identity}"`));
}

function nameOf({ resource, path }: Place): string {
  return `${path.join(".")} of ${resource.name} (${resource.type})`;
}
