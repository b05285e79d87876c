import assert from "node:assert/strict";
import {
  CycleError,
  judgeFloors,
  judgeShares,
  PropertyError,
  ReadError,
  readGraph,
  Traffic,
  type Resource,
  type Value,
} from "../../traffic";
import { plainProperties } from "../../policies/adapt";
import { forward, instances, listener, registered, split, targetGroup } from "../support/aws";
import { arn, existing } from "../support/resources";
import { replaced, placesIn, type Place } from "../support/places";
import { wholeGcpStack } from "../support/whole-gcp-stack";
import { wholeStack } from "../support/whole-stack";

/** Objects within objects, as deep as a parser lets through. */
function deep(levels: number): Value {
  let value: Value = "the end";
  for (let level = 0; level < levels; level += 1) value = { inside: value };
  return value;
}

const NONSENSE: Readonly<Record<string, Value>> = {
  "a text": "no sense",
  "an empty text": "",
  "a number below zero": -7,
  "a huge number": Number.MAX_VALUE,
  "a part of a number": 0.1,
  "no number": NaN,
  "a truth": true,
  "a list of lists": [[1]],
  "an empty list": [],
  "an object": { no: "sense" },
  "objects within objects": deep(5000),
  "an object that names its prototype": JSON.parse('{"__proto__": {"minSize": 9, "enabled": true}}') as Value,
};

const STACKS: Readonly<Record<string, readonly Resource[]>> = {
  AWS: wholeStack(),
  "Google Cloud": wholeGcpStack(),
};

for (const [cloud, stack] of Object.entries(STACKS)) {
  const places = placesIn(stack);

  describe(`Where a value of ${cloud} is of no use, at every single place`, () => {
    for (const [kind, value] of Object.entries(NONSENSE)) {
      it(`is read or refused with the resource named: ${kind}`, () => {
        for (const place of places) readOrRefused(stack, place, value);
      });
    }

    it("nothing is the same as not being there", () => {
      for (const place of places.filter(({ path }) => typeof path.at(-1) === "string")) {
        const [none, absent] = [null, undefined].map((value) => told(replaced(stack, place, value)));
        assert.deepEqual(none, absent, nameOf(place));
      }
    });
  });
}

describe("A stack that makes no sense as a whole", () => {
  const good = split({ blue: { weight: 1, targets: 2 }, green: { weight: 1, targets: 3 } });

  it("is read when it is empty", () => {
    assert.deepEqual(told([]), []);
  });

  it("is judged the same when each resource is there twice", () => {
    const [once, twice] = [told(good), told([...good, ...good])].map(
      (all) => new Set(all.map((one) => JSON.stringify(one))),
    );
    assert.deepEqual(twice, once);
  });

  it("is read when resources are parts of one another", () => {
    const [one, two] = ["one", "two"].map((name) => targetGroup(name));
    assert.ok(one && two);
    assert.deepEqual(told([...good, { ...one, parent: two.urn }, { ...two, parent: one.urn }]), told(good));
  });

  it("is read when resources are made from one another", () => {
    const behind = Object.fromEntries(good.map(({ urn }) => [urn, good.map((other) => other.urn)]));
    for (const one of good)
      readGraph(good.map((other) => ({ ...other, propertyDependencies: { ...behind, [one.name]: [] } })));
  });

  it("names the circle when load balancers lead to themselves", () => {
    const [front] = good;
    assert.ok(front);
    const inner = targetGroup("inner", { targetType: "alb", port: 443 });
    const stack = [...good, inner, ...registered(inner, [front]).slice(1), listener("round", front, [[inner, 1]])];
    assert.throws(() => told(stack), CycleError);
  });

  it("is read when its types and names are those of an object's own properties", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      const strange = existing(name, name, { [name]: name }, { parent: name });
      assert.deepEqual(told([...good, { ...strange, urn: name }]), told(good));
    }
  });
});

describe("A large stack", () => {
  it("is judged with ten thousand rules, each of them", () => {
    const stack = split({ blue: { weight: 1, targets: 2 }, green: { weight: 1, targets: 2 } });
    const front = stack.find(({ type }) => type.endsWith(":Listener"));
    const groups = stack.filter(({ type }) => type.endsWith(":TargetGroup")).map((group) => [group, 1] as const);
    assert.ok(front);
    const rules = Array.from({ length: 10_000 }, (_, index) =>
      existing("aws:lb/listenerRule:ListenerRule", `rule${index}`, {
        listenerArn: arn(front),
        priority: index + 1,
        actions: [forward(groups)],
      }),
    );
    const traffic = new Traffic(readGraph([...stack, ...rules]));
    assert.equal(traffic.routes.length, 10_001);
    assert.deepEqual(judgeShares(traffic, 0.5), []);
  });

  it("is judged with ten thousand targets in one group", () => {
    const stack = split({ blue: { weight: 1, targets: 2 } });
    const group = stack.find(({ type }) => type.endsWith(":TargetGroup"));
    assert.ok(group);
    const zones = Array.from({ length: 10_000 }, (_, index) => (index % 2 ? "us-east-1a" : "us-east-1b"));
    const traffic = new Traffic(readGraph([...stack, ...registered(group, instances("many", zones))]));
    const [route] = traffic.routes;
    assert.ok(route);
    assert.ok(Math.abs((traffic.busiest(route)?.share.atMost ?? 0) - 1 / 10_002) < 1e-9);
  });
});

describe("Properties as the engine sends them", () => {
  it("have no more than they say, whatever their names", () => {
    const props = JSON.parse('{"__proto__": {"minSize": 9}, "maxSize": 3}') as object;
    const plain = plainProperties(props);
    assert.equal(plain["minSize"], undefined);
    assert.equal(plain["maxSize"], 3);
  });
});

/** What the policies that block have to go by. */
function told(resources: readonly Resource[]): unknown[] {
  const traffic = new Traffic(readGraph(resources));
  const floors = judgeFloors(traffic, { minTargets: 2, canaryShare: 0.1 }).map(({ kind }) => kind);
  const shares = traffic.routes.map((route) => [route.route.id, traffic.busiest(route)?.share]);
  return [...floors, ...shares];
}

function readOrRefused(stack: readonly Resource[], place: Place, value: Value): void {
  try {
    told(replaced(stack, place, value));
  } catch (error) {
    const isRefused = error instanceof ReadError && error.cause instanceof PropertyError && error.urn !== "";
    assert.ok(isRefused, `${nameOf(place)}: ${String(error)}`);
  }
}

function nameOf({ resource, path }: Place): string {
  return `${path.join(".")} of ${resource.name} (${resource.type})`;
}
