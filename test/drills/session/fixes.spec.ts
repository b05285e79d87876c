import assert from "node:assert/strict";
import type { Plant } from "../../../drills/physics/plant";
import { fixFrom } from "../../../drills/session/fixes";
import { member, plant, pool } from "../support";

const BLUE = pool("blue", [member("blue group", { count: 2, most: 2 })]);
const GREEN = pool("green", [member("green1"), member("green2")]);
const NOW = plant(10, [
  [BLUE, 90],
  [GREEN, 10],
]);

const fix = (line: string, service: Plant = NOW) => fixFrom(line.split(" "), service, service);
const weightsOf = ({ ways }: Plant) => ways.map(({ sends }) => sends.map(({ weight }) => weight));

describe("A fix", () => {
  it("of one listener's weights leaves those of another as they are", () => {
    const [web] = NOW.ways;
    assert.ok(web);
    const both: Plant = { ...NOW, ways: [web, { ...web, id: "api", label: "listener api:8443" }] };
    const fixed = fix("weights api blue=50 green=50", both).apply(both);
    assert.deepEqual(weightsOf(fixed), [
      [90, 10],
      [50, 50],
    ]);
  });

  it("of weights leaves a pool alone that was added after it was asked for", () => {
    const { apply } = fix("weights web blue=100", plant(10, [[BLUE, 1]]));
    assert.deepEqual(weightsOf(apply(NOW)), [[100, 10]]);
  });

  it("of the size means the one group of a pool by the pool's name", () => {
    const { text, apply } = fix("scale blue 5");
    assert.equal(text, "scale blue group to 5");
    assert.deepEqual(
      apply(NOW).pools[0]?.members.map(({ count, most }) => [count, most]),
      [[5, 5]],
    );
  });

  it("of the size asks which group is meant, where several pools have the name", () => {
    const alike = plant(10, [
      [pool("web-a", [member("group one of web")]), 1],
      [pool("web-b", [member("group two of web")]), 1],
    ]);
    assert.throws(() => fix("scale web 3", alike), /"web" may be group one of web, group two of web/);
  });

  it("of the size says that a number is expected", () => {
    assert.throws(() => fix("scale"), /a whole number from 0 to 100 is expected, not ""/);
    assert.throws(() => fix("scale blue 101"), /a whole number from 0 to 100 is expected, not "101"/);
  });

  it("takes out the backend that is drained, and no other", () => {
    const drained = fix("drain green1").apply(NOW);
    assert.deepEqual(
      drained.pools.map(({ members }) => members.map(({ label }) => label)),
      [["blue group"], ["green2"]],
    );
    assert.deepEqual(weightsOf(drained), [[90, 10]]);
  });
});
