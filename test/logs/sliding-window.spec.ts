import assert from "node:assert/strict";
import fc from "fast-check";
import { SlidingWindow } from "../../logs/follow/sliding-window";
import type { LoggedRequest } from "../../logs/request";
import { observed } from "../../traffic";

const request = (time: number, target: string, pool = "p"): LoggedRequest => ({
  ...{ time, balancer: "b", route: "", pool, target, zone: "", received: 0, sent: 0, seconds: undefined },
});

describe("A sliding window", () => {
  it("holds what a recount of the last steps holds, in whatever order requests come", () => {
    const one = fc.tuple(fc.nat(600), fc.constantFrom("x", "y", "z"), fc.constantFrom("p", "q"));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 200 }), (all) => {
        const window = new SlidingWindow(300);
        let newest = -Infinity;
        const kept: typeof all = [];
        for (const [time, target, pool] of all) {
          window.add(request(time, target, pool));
          newest = Math.max(newest, Math.floor(time / 10));
          kept.push([time, target, pool]);
        }
        const inside = kept.filter(([time]) => Math.floor(time / 10) > newest - 30);
        for (const pool of ["p", "q"]) {
          const own = inside.filter((each) => each[2] === pool);
          const now = window.pools.find((each) => each.pool === pool);
          assert.equal(now?.requests ?? 0, own.length);
          for (const target of ["x", "y", "z"]) {
            const count = own.filter((each) => each[1] === target).length;
            assert.equal(now?.targets.find((each) => each.target === target)?.requests ?? 0, count);
          }
          const counts = ["x", "y", "z"].map((target) => own.filter((each) => each[1] === target).length);
          assert.ok(Math.abs((now?.effectiveBackends ?? 0) - observed(counts).effectiveBackends) < 1e-9);
        }
      }),
    );
  });

  it("does not count what is older than it", () => {
    const window = new SlidingWindow(300);
    window.add(request(1000, "x"));
    window.add(request(1000 - 400, "x"));
    assert.equal(window.late, 1);
    assert.equal(window.pools[0]?.requests, 1);
  });

  it("tells as many targets apart as it has room for, says how many requests went to others, and makes room again", () => {
    const window = new SlidingWindow(300, 3);
    for (const target of ["a", "b", "c", "d", "e"]) window.add(request(0, target));
    const [now] = window.pools;
    assert.deepEqual([now?.targets.length, now?.others, now?.requests], [3, 2, 5]);
    // Three of them with a fifth each, and two fifths among no one knows how many.
    assert.ok(Math.abs((now?.effectiveBackends ?? 0) - 25 / 3) < 1e-9);
    window.add(request(1000, "f"));
    assert.deepEqual(
      window.pools.map((pool) => [pool.targets.map(({ target }) => target), pool.others]),
      [[["f"], 0]],
    );
  });

  it("keeps its memory bounded, however many targets and pools come", () => {
    const window = new SlidingWindow(300);
    for (let index = 0; index < 50_000; index += 1) window.add(request(index / 1000, `t${index}`, `p${index}`));
    assert.ok(window.pools.length <= 11_001);
    assert.equal(
      window.pools.reduce((sum, { requests }) => sum + requests, 0),
      50_000,
    );
  });
});
