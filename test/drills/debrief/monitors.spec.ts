import assert from "node:assert/strict";
import { monitorsOn } from "../../../drills/debrief/monitors";
import type { Plant } from "../../../drills/physics/plant";
import { incident } from "../../../drills/scenario/incident";
import { Session } from "../../../drills/session/session";
import { member, plant, pool } from "../support";

/** When each monitor would have raised its alarm, with the change at a second, and after some minutes. */
function alarms(before: Plant, after: Plant, changeAt: number, minutes: number) {
  const scenario = { ...incident(1, 1), before, after, changeAt };
  const session = new Session(scenario, { isGroup: false, limit: 3600 });
  session.advance(60 * minutes);
  return monitorsOn(scenario, session.recording.slices).map(({ at }) => at);
}

const [BLUE, GREEN] = [pool("blue", [member("b1"), member("b2")]), pool("green", [member("g1"), member("g2")])];
const one = member("b1");
const EVEN = plant(10, [
  [BLUE, 1],
  [GREEN, 1],
]);
const LONE = plant(10, [
  [pool("blue", [one]), 1],
  [GREEN, 0],
]);

describe("A monitor of the shares", () => {
  it("raises its alarm in the second minute in a row, held against the minutes before the change", () => {
    assert.deepEqual(alarms(EVEN, LONE, 120, 5), [240, 240]);
  });

  it("knows nothing of what is usual where the change comes at once, and takes nearly all for too much", () => {
    assert.deepEqual(alarms(EVEN, LONE, 0, 5), [120, 120]);
  });

  it("says nothing of a service without traffic", () => {
    const still = { ...EVEN, ways: EVEN.ways.map((way) => ({ ...way, rate: 0 })) };
    assert.deepEqual(alarms(still, still, 120, 5), [null, null]);
  });

  it("says nothing of less than a minute", () => {
    assert.deepEqual(alarms(EVEN, LONE, 0, 0.5), [null, null]);
  });
});
