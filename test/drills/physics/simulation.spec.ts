import assert from "node:assert/strict";
import fc from "fast-check";
import { Simulation } from "../../../drills/physics/simulation";
import type { StrikeKind } from "../../../drills/physics/strikes";
import { CHECK, member, plant, pool, run, sent, total } from "../support";

const five = [1, 2, 3, 4, 5].map((number) => member(`blue${number}`));
const shared = (blue: number, green: number) =>
  plant(45, [
    [pool("blue", five), blue],
    [pool("green", [member("green1")]), green],
  ]);

const plants = fc
  .record({
    rate: fc.integer({ min: 1, max: 120 }),
    sizes: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
    weights: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }),
    capacity: fc.integer({ min: 1, max: 60 }),
    isRepaired: fc.boolean(),
    isChecked: fc.boolean(),
    failOpenBelow: fc.constantFrom(null, 1, 3),
  })
  .map(({ rate, sizes, weights, capacity, isRepaired, isChecked, failOpenBelow }) =>
    plant(
      rate,
      sizes.map((count, index) => {
        const group = member(`group${index}`, { count, most: count + 2, capacity, isRepaired });
        return [pool(`pool${index}`, [group], { check: isChecked ? CHECK : null, failOpenBelow }), weights[index] ?? 1];
      }),
    ),
  );
const kinds = fc.constantFrom<StrikeKind>(
  ...(["a backend fails", "a backend hangs", "all backends hang", "backends fail one by one"] as const),
  ...(["a zone fails", "a rollout", "a surge", "a large client"] as const),
);

describe("A simulated service", () => {
  it("loses no request and makes none up, whatever happens", () => {
    fc.assert(
      fc.property(plants, kinds, fc.nat(), (one, kind, seed) => {
        const simulation = new Simulation(one, seed);
        const before = run(simulation, 30);
        simulation.strike({ kind, pool: "pool0" });
        const all = [...before, ...run(simulation, 200)];
        const { waiting, patient } = simulation.underWay;
        assert.equal(total(all, "attempts"), total(all, "served") + total(all, "failed") + waiting);
        const ended = total(all, "served") + total(all, "givenUp");
        assert.equal(total(all, "started"), ended + waiting + patient);
      }),
      { numRuns: 60 },
    );
  });

  it("is the same again with the same seed", () => {
    fc.assert(
      fc.property(plants, kinds, fc.nat(), (one, kind, seed) => {
        const [first, second] = [new Simulation(one, seed), new Simulation(one, seed)];
        for (const simulation of [first, second]) simulation.strike({ kind, pool: "pool0" });
        assert.deepEqual(run(first, 120), run(second, 120));
      }),
      { numRuns: 20 },
    );
  });

  it("shares as the weights say, while nobody is overloaded", () => {
    const all = run(new Simulation(shared(90, 10), 1), 600);
    const [counts, attempts] = [sent(all), total(all, "attempts")];
    assert.ok(Math.abs((counts.get("green1") ?? 0) / attempts - 0.1) < 0.01);
    for (const { label } of five) assert.ok(Math.abs((counts.get(label) ?? 0) / attempts - 0.18) < 0.01);
    assert.equal(total(all, "failed"), 0);
  });

  it("collapses where one backend gets all, and comes back when the weights do", () => {
    const simulation = new Simulation(shared(100, 0), 2);
    run(simulation, 60);
    simulation.configure(shared(0, 100));
    const outage = run(simulation, 1200).slice(60);
    const lockedOut = total(outage, "givenUp") / total(outage, "started");
    assert.ok(lockedOut > 0.7 && lockedOut < 0.9, String(lockedOut));
    assert.ok(total(outage, "attempts") > 1.5 * total(outage, "started"), "clients try again");
    simulation.configure(shared(100, 0));
    assert.equal(total(run(simulation, 120).slice(60), "failed"), 0);
  });

  it("takes a backend that hangs out of service as soon as its health check says, and no sooner", () => {
    const one = plant(20, [[pool("blue", five.slice(0, 3)), 1]]);
    const simulation = new Simulation(one, 3);
    run(simulation, 40);
    simulation.strike({ kind: "a backend hangs", pool: "blue" });
    const seconds = run(simulation, 60);
    const out = seconds.find(({ notes }) => notes.some((note) => note.includes("unhealthy")));
    const after = (out?.at ?? 0) - 40;
    assert.ok(
      after > CHECK.interval * (CHECK.unhealthy - 1) - 1 && after <= CHECK.interval * CHECK.unhealthy,
      String(after),
    );
    assert.equal(sent(seconds.slice(after + 1)).get("blue1"), undefined);
  });

  it("keeps sending to a backend that hangs where only its port is asked, or nothing is", () => {
    for (const check of [{ ...CHECK, portOnly: true }, null]) {
      const simulation = new Simulation(plant(20, [[pool("blue", five.slice(0, 3), { check }), 1]]), 3);
      simulation.strike({ kind: "a backend hangs", pool: "blue" });
      assert.ok((sent(run(simulation, 300).slice(200)).get("blue1") ?? 0) > 100);
    }
  });

  it("fails open below the number of healthy backends that is set, and stops where none is", () => {
    const dead = (failOpenBelow: number | null) => {
      const simulation = new Simulation(plant(10, [[pool("blue", five.slice(0, 2), { failOpenBelow }), 1]]), 4);
      simulation.strike({ kind: "all backends hang", pool: "blue" });
      return run(simulation, 120).slice(60);
    };
    assert.ok(dead(1).every(({ pools: [state] }) => state?.isFailingOpen));
    assert.ok((sent(dead(1)).get("blue1") ?? 0) > 0);
    assert.equal(sent(dead(null)).size, 0);
  });

  it("replaces a backend that fails where a group does so, and not where none does", () => {
    const healthyAfter = (isRepaired: boolean) => {
      const group = member("web", { count: 3, most: 3, isRepaired });
      const simulation = new Simulation(plant(10, [[pool("blue", [group]), 1]]), 5);
      simulation.strike({ kind: "a backend fails", pool: "blue" });
      return run(simulation, 400).at(-1)?.pools[0]?.healthy;
    };
    assert.deepEqual([healthyAfter(true), healthyAfter(false)], [3, 2]);
  });

  it("grows a group in a surge, up to its maximum", () => {
    const group = member("web", { count: 2, most: 4 });
    const simulation = new Simulation(plant(18, [[pool("blue", [group]), 1]]), 6);
    simulation.strike({ kind: "a surge", pool: "blue" });
    assert.equal(run(simulation, 900).at(-1)?.pools[0]?.registered, 4);
  });

  it("keeps a large client with one backend where something makes it stick", () => {
    const counts = (sticks: boolean) => {
      const simulation = new Simulation(plant(10, [[pool("blue", five.slice(0, 2), { sticks }), 1]]), 7);
      simulation.strike({ kind: "a large client", pool: "blue" });
      const all = sent(run(simulation, 200));
      return (all.get("blue1") ?? 0) / ((all.get("blue1") ?? 0) + (all.get("blue2") ?? 0));
    };
    assert.ok(Math.abs(counts(true) - 0.75) < 0.05);
    assert.ok(Math.abs(counts(false) - 0.5) < 0.05);
  });

  it("keeps to the zones of its nodes, where pools do", () => {
    const members = [member("a1"), ...["b1", "b2", "b3", "b4"].map((name) => member(name, { zones: ["b"] }))];
    const all = run(new Simulation(plant(20, [[pool("blue", members, { across: false }), 1]], ["a", "b"]), 8), 300);
    assert.ok(Math.abs((sent(all).get("a1") ?? 0) / total(all, "attempts") - 0.5) < 0.02);
  });
});
