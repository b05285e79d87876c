import assert from "node:assert/strict";
import { risksOf } from "../../control/risk";
import { readGraph, Traffic, UNKNOWN, type Resource, type Value } from "../../traffic";
import { split } from "../support/aws";

const stack = (blue: Value, targets = 5) =>
  split({ blue: { weight: blue, targets }, green: { weight: 50, targets: 5 } });
const risks = (before: readonly Resource[], after: readonly Resource[]) =>
  risksOf(new Traffic(readGraph(before)), new Traffic(readGraph(after)));

describe("The risks of a change", () => {
  it("are none where nothing changes, or a route is removed", () => {
    assert.deepEqual(risks(stack(50), stack(50)), []);
    assert.deepEqual(risks(stack(50), []), []);
  });

  it("are told of a route that collapses", () => {
    const alone = split({ blue: { weight: 100, targets: 1 }, green: { weight: 0, targets: 5 } });
    assert.deepEqual(risks(stack(50), alone), ["listener web:443 collapses"]);
  });

  it("are told of a new route of which nothing is proved", () => {
    assert.deepEqual(risks([], stack(UNKNOWN)), ["what listener web:443 does is not proved any more"]);
  });

  it("are not told again of what was not proved before", () => {
    assert.deepEqual(risks(stack(UNKNOWN), stack(UNKNOWN)), []);
  });
});
