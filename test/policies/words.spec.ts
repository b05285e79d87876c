import assert from "node:assert/strict";
import { between, exactly } from "../../traffic";
import { compare, count, duration, patternFor, percent, resourceOf, targets, times } from "../../policies/words";

describe("Words for numbers", () => {
  it("give a share as a percentage, and an uncertain one as two", () => {
    assert.equal(percent(1 / 3), "33.3 %");
    assert.equal(percent(exactly(0.5)), "50 %");
    assert.equal(percent(between(0.1, 0.5)), "between 10 % and 50 %");
  });

  it("count targets, and say where there may be fewer", () => {
    assert.equal(targets(exactly(0)), "no targets");
    assert.equal(targets(exactly(1)), "1 target");
    assert.equal(targets(between(0, 3)), "at most 3 targets");
    assert.equal(count(2, "zone"), "2 zones");
  });

  it("give a multiple with one digit", () => {
    assert.equal(times(1.54), "1.5 times");
    assert.equal(times(4), "4 times");
  });

  it("give a time in the greatest unit that leaves no rest", () => {
    assert.equal(duration(30), "30 s");
    assert.equal(duration(3600), "1 hour");
    assert.equal(duration(5400), "5400 s");
    assert.equal(duration(172_800), "2 days");
    assert.equal(duration(0), "0 s");
  });
});

describe("A number beside its limit", () => {
  it("is within it up to the limit itself, and a rounding", () => {
    assert.equal(compare(between(0.1, 0.5), 0.5), "within");
    assert.equal(compare(exactly(0.5 + 1e-12), 0.5), "within");
  });

  it("is above it where every value is", () => {
    assert.equal(compare(between(0.6, 0.9), 0.5), "above");
    assert.equal(compare(exactly(0.5 + 1e-8), 0.5), "above");
  });

  it("is unproved where some values are", () => {
    assert.equal(compare(between(0.5, 0.6), 0.5), "unproved");
  });
});

describe("Words for resources", () => {
  const urn = "urn:pulumi:prod::shop::acme:Site$aws:lb/targetGroup:TargetGroup::green";

  it("name it by its type and name", () => {
    assert.equal(resourceOf(urn), "target group green");
    assert.equal(resourceOf("green"), "green");
  });

  it("make a pattern of its type and name, whatever its stack and parent", () => {
    assert.equal(patternFor(urn), "*:TargetGroup::green");
  });
});
