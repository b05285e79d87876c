import assert from "node:assert/strict";
import fc from "fast-check";
import { metricMath, type Values } from "../../monitoring/metric-math";

const at = (expression: string, values: Values = {}) => metricMath(expression)(values);

describe("Metric math", () => {
  it("binds as arithmetic does", () => {
    assert.equal(at("1 + 2 * 3 ^ 2 - 4 / 2"), 17);
    assert.equal(at("(1 + 2) * 3"), 9);
    assert.equal(at("10 - 2 - 3"), 5);
  });

  it("works out what JavaScript does", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (a, b, c) => {
        assert.equal(at("a * b + c - a", { a, b, c }), a * b + c - a);
        assert.equal(at("IF(a >= b, c, 0 - c)", { a, b, c }), a >= b ? c : 0 - c);
      }),
    );
  });

  it("knows nothing of what is made of something that was not reported", () => {
    assert.equal(at("a + b", { a: 1, b: undefined }), undefined);
    assert.equal(at("IF(a > 1, 1, 0)", { a: undefined }), undefined);
    assert.equal(at("IF(a > 1, b, 0)", { a: 1, b: undefined }), 0);
  });

  it("fills what was not reported", () => {
    assert.equal(at("FILL(a, 7)", { a: undefined }), 7);
    assert.equal(at("FILL(a, 7)", { a: 0 }), 0);
  });

  it("knows nothing of what is divided by 0", () => {
    assert.equal(at("1 / a", { a: 0 }), undefined);
  });

  for (const [expression, message] of [
    ["1 +", /something is missing at the end/],
    ["SUM(METRICS())", /SUM is not understood/],
    ["1 2", /2 is not expected/],
    ["a $ b", /\$ is not understood/],
    ["FILL(a 0)", /, is expected before 0/],
    ["IF(a, 1, 2", /\) is expected before the end/],
  ] as const) {
    it(`refuses ${expression}`, () => {
      assert.throws(() => metricMath(expression), message);
    });
  }

  it("refuses a name that nothing has", () => {
    assert.throws(() => at("a + b", { a: 1 }), /nothing is called b/);
  });
});
