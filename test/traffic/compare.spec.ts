import assert from "node:assert/strict";
import {
  compareTraffic,
  exactly,
  readGraph,
  Traffic,
  UNKNOWN,
  type Resource,
  type RouteChange,
  type Value,
} from "../../traffic";
import { split } from "../support/aws";
import { wholeGcpStack } from "../support/whole-gcp-stack";
import { wholeStack } from "../support/whole-stack";

type Pools = Readonly<Record<string, { readonly weight: Value; readonly targets: number }>>;

const two = (blue: number, green = 2): Pools => ({
  blue: { weight: 50, targets: blue },
  green: { weight: 50, targets: green },
});

function compared(before: readonly Resource[], after: readonly Resource[]): RouteChange[] {
  return compareTraffic(new Traffic(readGraph(before)), new Traffic(readGraph(after)));
}

/** What a change does to the only route. */
function change(before: Pools, after: Pools): RouteChange {
  const [only, ...others] = compared(split(before), split(after));
  assert.ok(only);
  assert.equal(others.length, 0);
  return only;
}

describe("The comparison of two stacks", () => {
  it("calls out that one backend gets what five shared", () => {
    const { kind, collapses } = change(
      { blue: { weight: 100, targets: 5 }, green: { weight: 0, targets: 1 } },
      { blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } },
    );
    assert.equal(kind, "collapse");
    assert.deepEqual(collapses, [
      { of: "share", label: "instance green-0", before: exactly(0.2), after: exactly(1), isCertain: true },
    ]);
  });

  it("calls out that a pool loses half of its floor", () => {
    const { kind, collapses } = change(two(4), two(2));
    assert.equal(kind, "collapse");
    assert.deepEqual(collapses, [
      { of: "floor", label: "target group blue", before: exactly(4), after: exactly(2), isCertain: true },
    ]);
  });

  it("says that a collapse is only possible where a weight is not known", () => {
    const one = { weight: 50, targets: 5 };
    const { collapses } = change({ blue: one, green: one }, { blue: one, green: { weight: UNKNOWN, targets: 5 } });
    assert.deepEqual(
      collapses.map(({ of, isCertain }) => [of, isCertain]),
      [["share", false]],
    );
  });

  it("sees no collapse where half of a floor and one more is left", () => {
    assert.equal(change(two(5, 8), two(3, 8)).kind, "worse");
  });

  for (const [what, before, after, kind] of [
    ["worse where a pool has a target less", two(4), two(3), "worse"],
    ["better where it has one more", two(3), two(4), "better"],
    ["the same where nothing counts", two(3), two(3), "same"],
    [
      "worse where one pool gets more, and the other less",
      { blue: { weight: 50, targets: 4 }, green: { weight: 50, targets: 4 } },
      { blue: { weight: 60, targets: 4 }, green: { weight: 40, targets: 4 } },
      "worse",
    ],
  ] as const) {
    it(`finds a route ${what}`, () => {
      assert.equal(change(before, after).kind, kind);
    });
  }

  it("finds routes that are new, and those that are gone", () => {
    const stack = split(two(2));
    const kinds = (changes: readonly RouteChange[]) => changes.map(({ label, kind }) => [label, kind]);
    assert.deepEqual(kinds(compared([], stack)), [["listener web:443", "new"]]);
    assert.deepEqual(kinds(compared(stack, [])), [["listener web:443", "gone"]]);
  });

  it("puts what became worse first", () => {
    const before = [...split(two(2)), ...elsewhere(two(4))];
    const after = [...split(two(3)), ...elsewhere(two(2))];
    assert.deepEqual(
      compared(before, after).map(({ kind }) => kind),
      ["collapse", "better"],
    );
  });

  for (const [cloud, stack] of Object.entries({ AWS: wholeStack(), "Google Cloud": wholeGcpStack() })) {
    it(`finds nothing between a stack of ${cloud} and itself`, () => {
      const changes = compared(stack, stack);
      assert.notEqual(changes.length, 0);
      assert.deepEqual(
        changes.filter(({ kind }) => kind !== "same").map(({ label }) => label),
        [],
      );
    });
  }
});

/** The same in another stack, so that nothing of it meets the first. */
function elsewhere(pools: Pools): Resource[] {
  const text = (value: string) =>
    value.replaceAll("urn:pulumi:test::", "urn:pulumi:other::").replaceAll("arn:aws:test:", "arn:aws:other:");
  return JSON.parse(text(JSON.stringify(split(pools)))) as Resource[];
}
