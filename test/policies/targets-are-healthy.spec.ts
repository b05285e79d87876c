import assert from "node:assert/strict";
import { unhealthyIn } from "../../policies/targets-are-healthy";
import { readGraph, Traffic, type PoolHealth } from "../../traffic";
import { split } from "../support/aws";
import { at } from "../support/at";

const DEMAND = { minTargets: 2, canaryShare: 0.1 };

/** What is said where the pools, of which each gets so much, have so many healthy targets. */
function said(
  pools: Readonly<Record<string, { weight: number; targets: number; now?: PoolHealth }>>,
): { level: string; message: string }[] {
  const stack = split(pools);
  const health = new Map(
    stack.flatMap(({ type, name, urn }) => {
      const now = type === "aws:lb/targetGroup:TargetGroup" ? pools[name]?.now : undefined;
      return now ? [[urn, now] as const] : [];
    }),
  );
  return unhealthyIn(new Traffic(readGraph(stack)), health, DEMAND).map(({ level = "mandatory", message }) => ({
    level,
    message: at(message.split("\n"), 0),
  }));
}

const now = (healthy: number, registered: number, untold = 0): PoolHealth => ({ healthy, untold, registered });

describe("targets-are-healthy", () => {
  it("blocks where one target is left", () => {
    assert.deepEqual(said({ blue: { weight: 1, targets: 4, now: now(1, 4) } }), [
      {
        level: "mandatory",
        message:
          "target group blue has 1 healthy target of 4 now; at least 2 are required. It gets 100 % of the traffic of listener web:443.",
      },
    ]);
  });

  it("blocks where nothing is registered", () => {
    const [finding] = said({ blue: { weight: 1, targets: 4, now: now(0, 0) } });
    assert.match(finding?.message ?? "", /^target group blue has no target registered now;/);
  });

  it("advises where the pool is a canary", () => {
    const [finding] = said({
      blue: { weight: 95, targets: 4, now: now(4, 4) },
      green: { weight: 5, targets: 2, now: now(1, 2) },
    });
    assert.equal(finding?.level, "advisory");
  });

  it("advises where fewer are healthy than are guaranteed", () => {
    assert.deepEqual(said({ blue: { weight: 1, targets: 4, now: now(3, 4) } }), [
      {
        level: "advisory",
        message: "target group blue has 3 healthy targets of 4 now, fewer than the 4 that it guarantees.",
      },
    ]);
  });

  it("counts a target of which nothing is told for healthy, and says how many there are", () => {
    assert.deepEqual(said({ blue: { weight: 1, targets: 2, now: now(1, 2, 1) } }), []);
    const [finding] = said({ blue: { weight: 1, targets: 4, now: now(0, 4, 1) } });
    assert.match(finding?.message ?? "", /has no healthy targets and 1 target whose health is not told of 4 now/);
  });

  it("says nothing of a pool without traffic", () => {
    assert.deepEqual(
      said({ blue: { weight: 1, targets: 2, now: now(2, 2) }, green: { weight: 0, targets: 2, now: now(0, 2) } }),
      [],
    );
  });

  it("says nothing of a pool of which nothing is told", () => {
    assert.deepEqual(said({ blue: { weight: 1, targets: 2 } }), []);
  });
});
