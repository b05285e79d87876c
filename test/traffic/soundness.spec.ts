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
  type Value,
} from "../../traffic";
import { wholeStack } from "../support/whole-stack";

/** A place in a resource's inputs. */
interface Place {
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
}

const stack = wholeStack();

/** Every value of every resource, but for names: where one is not known, what refers to it by that is not known either. */
const places = stack.flatMap((resource) =>
  pathsIn(resource.inputs)
    .filter(([key]) => key !== "name")
    .map((path): Place => ({ resource, path })),
);

describe("Whatever a preview does not know", () => {
  const truth = trafficOf(stack);

  it("every single value leaves the true shares within the bounds", () => {
    for (const place of places) holds(truth, trafficOf(replaced(place, UNKNOWN)), nameOf(place));
  });

  it("all values of a resource at once leave the true shares within the bounds", () => {
    for (const resource of stack) {
      const hidden = stack.map((one) => (one === resource ? unknownThroughout(one) : one));
      holds(truth, trafficOf(hidden), resource.urn);
    }
  });
});

describe("A value that makes no sense", () => {
  for (const [kind, value] of [
    ["a text", "no sense"],
    ["a number below zero", -7],
    ["a list of lists", [[1]]],
    ["an object", { no: "sense" }],
  ] as const) {
    it(`is read or refused with the resource named: ${kind}`, () => {
      for (const place of places) {
        try {
          trafficOf(replaced(place, value));
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

function trafficOf(resources: readonly Resource[]): Traffic {
  return new Traffic(readGraph(resources));
}

/** Whether the bounds hold what is true. */
function holds(truth: Traffic, bounded: Traffic, unknown: string): void {
  for (const route of truth.routes) {
    const twin = bounded.routes.find(({ route: { id } }) => id === route.route.id);
    if (!twin) continue;
    const where = `${route.route.label}, ${unknown} unknown`;
    const share = truth.busiest(route)?.share ?? { atLeast: 0, atMost: 0 };
    within(share, bounded.busiest(twin)?.share ?? { atLeast: 0, atMost: 0 }, `busiest share of ${where}`);
    within(truth.effectiveBackends(route), bounded.effectiveBackends(twin), `effective backends of ${where}`);
    for (const load of route.alternatives.flat()) {
      const same = twin.alternatives.flat().filter(({ pool }) => pool.id === load.pool.id);
      for (const { spread } of same)
        within(load.spread.backends, spread.backends, `targets of ${load.pool.label} in ${where}`);
    }
  }
}

function within(inner: Bounds, outer: Bounds, what: string): void {
  const rounding = 1e-9;
  const holdsIt = outer.atLeast <= inner.atLeast + rounding && inner.atMost <= outer.atMost + rounding;
  assert.ok(holdsIt, `${what}: ${inner.atLeast} to ${inner.atMost} is not within ${outer.atLeast} to ${outer.atMost}`);
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
function replaced({ resource, path }: Place, value: Value): Resource[] {
  const inputs = put(resource.inputs, path, value) as Properties;
  return stack.map((one) =>
    one === resource
      ? { ...one, inputs, outputs: { ...one.outputs, ...inputs }, propertyDependencies: behind(one) }
      : one,
  );
}

function unknownThroughout(resource: Resource): Resource {
  const keys = Object.keys(resource.inputs).filter((key) => key !== "name");
  const inputs: Properties = Object.fromEntries(keys.map((key): [string, Value] => [key, UNKNOWN]));
  return { ...resource, inputs, outputs: { ...resource.outputs, ...inputs }, propertyDependencies: behind(resource) };
}

function put(value: Value, [key, ...rest]: readonly (string | number)[], put_: Value): Value {
  if (key === undefined) return put_;
  if (Array.isArray(value))
    return (value as readonly Value[]).map((item, index) => (index === key ? put(item, rest, put_) : item));
  const object = value as Properties;
  return Object.assign({ ...object }, { [key]: put(object[key] ?? null, rest, put_) });
}

/** The resources whose identities stand in each property. */
function behind(resource: Resource): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(resource.inputs).map(([property, value]) => {
      const text = JSON.stringify(value);
      const found = stack.filter(({ outputs }) => IDENTITIES.some((key) => isIn(text, outputs[key])));
      return [property, found.filter((one) => one !== resource).map(({ urn }) => urn)];
    }),
  );
}

const IDENTITIES = ["arn", "name"];

function isIn(text: string, identity: Value | undefined): boolean {
  return typeof identity === "string" && (text.includes(`"${identity}"`) || text.endsWith(`/${identity}"`));
}

function nameOf({ resource, path }: Place): string {
  return `${path.join(".")} of ${resource.name} (${resource.type})`;
}
