import assert from "node:assert/strict";
import { between, exactly, type Bounds } from "../../traffic/bounds";
import type { Backends, Capacity, Entry, Pool } from "../../traffic/graph";
import { backendsOf, placed, zonesOf, type Loss } from "../../traffic/placed";
import { spread } from "../../traffic/spread";
import { ANYWHERE, type Placement, type Zone } from "../../traffic/zones";

const [A, B, C] = ["a", "b", "c"] as const;
const GAP = { urn: "urn", property: "zones", why: "it is not known" };

/** So many backends, known by their id. */
function backends(id: string, floor: Bounds, more: Partial<Backends> = {}): Backends {
  return {
    ...{ kind: "backends", id, label: id, identified: true, floor, setBy: undefined, gaps: [] },
    placement: ANYWHERE,
    ...more,
  };
}

function poolOf(...members: Backends[]): Pool {
  return {
    ...{ id: "pool", subject: "pool", label: "pool", urn: undefined, members, open: [], crossZone: true },
    ...{ healthCheck: "present", gaps: [] },
  };
}

function entryIn(zones: Placement): Entry {
  return { id: "web", label: "web", zones, crossZone: true, zonalAffinity: exactly(0), gaps: [] };
}

const within = (...zones: readonly Zone[]): Placement => ({ zones, gaps: [] });

/** What each backend of a member gets, and how many there are. */
function partsOf(pool: Pool, entry?: Entry): Record<string, readonly [count: Bounds, part: Bounds]> {
  return Object.fromEntries(spread(pool, entry).slots.map(({ member, count, part }) => [member.id, [count, part]]));
}

const each = (amount: number): Capacity => ({ of: "each", amount: exactly(amount) });
const all = (amount: number): Capacity => ({ of: "all", amount: exactly(amount) });

describe("A member that a pool lists twice", () => {
  const twice = (first: Partial<Backends>, second: Partial<Backends>) =>
    partsOf(
      poolOf(
        backends("x", exactly(1), first),
        backends("x", exactly(1), second),
        backends("y", exactly(1), { capacity: each(4) }),
      ),
    );

  it("takes the capacity of both", () => {
    assert.deepEqual(twice({ capacity: each(1) }, { capacity: each(3) }), {
      x: [exactly(1), exactly(0.5)],
      y: [exactly(1), exactly(0.5)],
    });
    assert.deepEqual(twice({ capacity: all(2) }, { capacity: all(10) })["x"], [exactly(1), exactly(0.75)]);
  });

  it("may take anything where its two capacities are of different kinds", () => {
    for (const [first, second] of [
      [each(1), all(1)],
      ["decided at run time", each(1)],
      [each(1), "decided at run time"],
    ] as const) {
      assert.deepEqual(twice({ capacity: first }, { capacity: second })["x"], [exactly(1), between(0, 1)]);
    }
  });

  it("guarantees what the better of the two does, whichever comes first", () => {
    const [few, many] = [backends("x", between(1, 3)), backends("x", exactly(3))];
    for (const pool of [poolOf(few, many), poolOf(many, few)]) {
      assert.deepEqual(backendsOf(placed(pool, undefined)), exactly(3));
    }
  });
});

describe("Backends of which it is not known which they are", () => {
  const stranger = (id: string) => backends(id, exactly(1), { identified: false });

  it("may be those that are known", () => {
    assert.deepEqual(backendsOf(placed(poolOf(backends("x", exactly(2)), stranger("?")), undefined)), between(2, 3));
  });

  it("may have what the others get by their capacity, besides their own", () => {
    const capacity = each(1);
    const known = backends("x", exactly(1), { capacity });
    const doubtful = backends("?", exactly(1), { capacity, identified: false });
    const parts = partsOf(poolOf(known, backends("y", exactly(2), { capacity }), doubtful));
    assert.deepEqual(parts["x"], [exactly(1), between(0.25, 0.5)]);
    assert.deepEqual(parts["y"], [exactly(2), between(0.25, 0.5)]);
    assert.deepEqual(parts["?"], [exactly(1), exactly(0.25)]);
  });

  it("are one at least where none is known", () => {
    assert.deepEqual(backendsOf(placed(poolOf(stranger("?"), stranger("??")), undefined)), between(1, 2));
  });
});

describe("Backends in zones", () => {
  const group = (size: number, placement: Placement) => backends("group", exactly(size), { placement });
  const counts = (size: number, placement: Placement, entry = entryIn(within(A, B)), loss?: Loss) => {
    const [one] = placed(poolOf(group(size, placement)), entry, loss);
    return (
      one && {
        count: one.count,
        zones: Object.fromEntries([...one.zones].map(([zone, count]) => [String(zone), count])),
        isWhole: one.isWhole,
      }
    );
  };

  it("are spread evenly, rounded either way", () => {
    assert.deepEqual(counts(5, within(A, B)), {
      count: exactly(5),
      zones: { a: between(2, 3), b: between(2, 3) },
      isWhole: true,
    });
  });

  it("are not reached in a zone that is not enabled", () => {
    assert.deepEqual(counts(4, within(A, B), entryIn(within(A, C))), {
      count: exactly(2),
      zones: { a: exactly(2) },
      isWhole: false,
    });
  });

  it("are all reached by a load balancer that is bound to no zone", () => {
    const zones = { a: exactly(2), b: exactly(2) };
    assert.deepEqual(counts(4, within(A, B), entryIn(ANYWHERE)), { count: exactly(4), zones, isWhole: true });
  });

  it("may be anywhere where their zones are not known", () => {
    const unknown: Placement = { zones: [], gaps: [GAP] };
    assert.deepEqual(counts(4, unknown, entryIn(within(A)))?.count, between(0, 4));
    assert.deepEqual(counts(4, unknown, entryIn(within(A)))?.isWhole, false);
    assert.deepEqual(counts(4, unknown, entryIn(ANYWHERE)), {
      count: exactly(4),
      zones: { undefined: exactly(4) },
      isWhole: true,
    });
  });

  it("may be in other zones than those that are known", () => {
    const partly: Placement = { zones: [A], gaps: [GAP] };
    assert.deepEqual(counts(4, partly, entryIn(within(A, B))), {
      count: between(0, 4),
      zones: { a: between(0, 4) },
      isWhole: false,
    });
  });

  it("are fewer after a loss", () => {
    assert.deepEqual(counts(4, within(A, B), undefined, { zone: A })?.count, exactly(2));
    assert.deepEqual(counts(4, within(A, B), entryIn(within(A, B)), { zone: C })?.count, exactly(4));
    assert.deepEqual(counts(4, within(A), undefined, { member: "group" })?.zones, { a: exactly(3) });
    assert.deepEqual(counts(4, within(A, B), undefined, { member: "group" }), {
      count: exactly(3),
      zones: { a: between(1, 2), b: between(1, 2) },
      isWhole: true,
    });
    assert.deepEqual(counts(4, within(A), undefined, { member: "other" })?.count, exactly(4));
  });

  it("without a limit stay so after a loss", () => {
    const [one] = placed(poolOf(backends("x", exactly(Infinity))), undefined, { member: "x" });
    assert.deepEqual(one?.count, exactly(Infinity));
  });

  it("may all be lost with a zone where it is not known which they are in", () => {
    const unknown: Placement = { zones: [], gaps: [GAP] };
    assert.deepEqual(counts(4, unknown, undefined, { zone: A })?.count, between(0, 4));
  });

  it("are in as many zones as their number needs", () => {
    const zones = (size: number, placement: Placement) =>
      placed(poolOf(group(size, placement)), entryIn(within(A, B))).map(zonesOf);
    assert.deepEqual(zones(5, within(A, B)), [exactly(2)]);
    assert.deepEqual(zones(1, within(A, B)), [exactly(1)]);
    assert.deepEqual(zones(0, within(A, B)), [exactly(0)]);
    assert.deepEqual(zones(4, { zones: [], gaps: [GAP] }), [between(0, 4)]);
  });

  it("start alone in a zone where there may be none", () => {
    const setting = { urn: "urn", label: "maxSize" };
    const ceilings = (...most: number[]) => most.map((one) => ({ most: exactly(one), setBy: setting, gaps: [] }));
    const starting = (...most: number[]) => {
      const scaling = { ceilings: ceilings(...most) } as unknown as NonNullable<Backends["scaling"]>;
      const [one] = placed(
        poolOf(backends("x", exactly(0), { placement: within(A, B), scaling })),
        entryIn(within(A, B)),
      );
      return one?.zones.get(A);
    };
    assert.deepEqual([starting(4), starting(0, 4), starting(0)], [between(0, 1), between(0, 1), exactly(0)]);
  });
});
