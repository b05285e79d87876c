import assert from "node:assert/strict";
import { ComponentResource } from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import type { Obstacle } from "../../../components/gate/readiness";
import { onlyFrom, takeSteps, type ShiftingRoute, type ShiftTask } from "../../../components/gate/shift-steps";

const UNHEALTHY: Obstacle = { why: "1 of 2 is healthy", isCertain: true };

describe("A shift in steps", () => {
  let done: string[];
  let parent: ComponentResource;
  before(() =>
    setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
      call: ({ inputs }) => inputs as object,
    }),
  );
  beforeEach(() => {
    done = [];
    parent = new ComponentResource("test:Shift", "parent");
  });

  const note = (what: string) => {
    done.push(what);
    return Promise.resolve();
  };
  const route = (name: string, more: Partial<ShiftingRoute> = {}): ShiftingRoute => ({
    ...{ pool: name, steps: [10, 100], watchFor: 0, now: 0 },
    obstacle: () => Promise.resolve(undefined),
    alarm: () => Promise.resolve(undefined),
    set: (percent) => note(`${name} ${percent}`),
    ...more,
  });
  const shift = (routes: readonly ShiftingRoute[], more: Partial<ShiftTask> = {}) =>
    takeSteps({ parent, waitFor: 0, routes, takeBack: () => note("back"), ...more });
  /** Holds as soon as something has been done. */
  const after =
    <Value>(what: string, value: Value) =>
    () =>
      Promise.resolve(done.includes(what) ? value : undefined);

  it("takes the steps of each route but the last, and hands over", async () => {
    await shift([route("blue", { steps: [10, 50, 100] }), route("two", { now: undefined })], {
      handOver: () => note("over"),
    });
    assert.deepEqual(done, ["blue 10", "blue 50", "two 0", "two 10", "over"]);
  });

  it("goes on from where it is", async () => {
    await shift([route("blue", { steps: [10, 50, 75, 100], now: 50 })]);
    assert.deepEqual(done, ["blue 50", "blue 75"]);
  });

  it("takes all back when the pool of an earlier route fails", async () => {
    const failing = route("blue", { obstacle: after("two 10", UNHEALTHY) });
    await assert.rejects(
      shift([failing, route("two")]),
      /^Error: blue gets 10 % of the traffic, but 1 of 2 is healthy\.\nThe route is again as it was deployed before\.$/,
    );
    assert.deepEqual(done, ["blue 10", "two 10", "back"]);
  });

  it("takes back when others are not ready for the last step, or it cannot hand over", async () => {
    await assert.rejects(
      shift([route("blue")], { others: () => Promise.resolve(["green: is not there"]) }),
      /^Error: green: is not there, after 0 s\.\nThe route is again/,
    );
    const handOver = () => Promise.reject(new Error("not as on record"));
    await assert.rejects(shift([route("blue")], { handOver }), /^Error: not as on record\nThe route is again/);
    assert.deepEqual(done, ["blue 10", "back", "blue 10", "back"]);
  });

  it("is not stopped by what is not known for a moment, but for the next step", async () => {
    const unknown: Obstacle = { why: "no answer", isCertain: false };
    await assert.rejects(
      shift([route("blue", { obstacle: after("blue 10", unknown) })]),
      /^Error: blue would get 100 % of the traffic: no answer, after 0 s\.\nThe route is again/,
    );
  });

  it("takes nothing back where it has done nothing", async () => {
    const alarm = () => Promise.resolve("It rings.");
    await assert.rejects(shift([route("blue", { alarm })]), /^Error: It rings\.$/);
    const set = () => Promise.reject(new Error("denied"));
    await assert.rejects(shift([route("blue", { now: undefined, set })]), /^Error: denied$/);
    assert.deepEqual(done, []);
  });

  it("says that it could not take traffic back", async () => {
    const takeBack = () => Promise.reject(new Error("denied"));
    await assert.rejects(
      shift([route("blue", { alarm: after("blue 10", "It rings.") })], { takeBack }),
      /^Error: It rings\.\nThe route could not be taken back: denied\. Set its weights by hand, or update again\.$/,
    );
  });
});

describe("A shift from a pool", () => {
  const before = new Map([
    ["green", 0.5],
    ["api", 0.5],
    ["old", 0],
  ]);

  it("is none where another has traffic too", () => {
    assert.throws(() => {
      onlyFrom({ from: "green", to: "blue" }, before, (pool) => pool);
    }, /the shift is from green, but api gets traffic too; bring it to green first$/);
    onlyFrom({ from: "green", to: "api" }, before, (pool) => pool);
  });
});
