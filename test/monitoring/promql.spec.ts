import assert from "node:assert/strict";
import { alertPolicyStates } from "../../monitoring/alert-policy";
import { promql } from "../../monitoring/promql";
import type { MeasuredSeries } from "../../monitoring/series";

/** Names that are numbers measure that many, others nothing; of several series each measures more from minute to minute. */
const measured: MeasuredSeries = ({ name }, minute) =>
  name === "several" ? [1, 10 + minute] : { two: 2, three: 3 }[name];
const at = (query: string) => promql(query)(measured, 0);

describe("PromQL", () => {
  it("works out arithmetic, and nothing of nothing", () => {
    assert.equal(at("1 + two * three - 4 / 2"), 5);
    assert.equal(at("(two + three) * 2"), 10);
    assert.equal(at("two + none"), undefined);
  });

  it("gives the left side of what holds", () => {
    assert.deepEqual(["three > two", "two > three", "two >= 2", "two < three", "two <= 1"].map(at), [
      3,
      undefined,
      2,
      2,
      undefined,
    ]);
  });

  it("joins", () => {
    assert.deepEqual(["two and three", "two and none", "none or three", "two or three"].map(at), [2, undefined, 3, 2]);
    assert.equal(at("none and two or three"), 3);
  });

  it("adds up all that it selects, of which some may be absent", () => {
    assert.deepEqual(["sum(two or three)", "sum(none or three)", "sum(none or none)"].map(at), [5, 3, undefined]);
  });

  it("adds up minutes, of each series", () => {
    const later = (query: string) => promql(query)(measured, 2);
    assert.equal(later("sum(increase(several[1m]))"), 13);
    assert.equal(later("sum(increase(several[2m]))"), 2 + 11 + 12);
    assert.equal(later("max(sum by (a) (increase(several[2m])))"), 23);
    assert.equal(later("sum(sum by (a) (increase(several[1m])) ^ 2)"), 1 + 144);
    assert.deepEqual(
      [later("max(sum by (a) (increase(none[2m])))"), later("sum(increase(none[5m]))")],
      [undefined, undefined],
    );
  });

  it("tells of what is absent", () => {
    assert.deepEqual([at("absent(none)"), at("absent(two)")], [1, undefined]);
  });

  it("asks for a metric by its labels", () => {
    const asked: unknown[] = [];
    promql('sum(increase(a_com:b{x="1",y=~"\\"2\\""}[1m])) + c')((metric) => {
      asked.push(metric);
      return 1;
    }, 0);
    assert.deepEqual(asked, [
      { namespace: "", name: "a_com:b", stat: "increase", dimensions: { x: "1", y: '"2"' } },
      { namespace: "", name: "c", stat: "last", dimensions: {} },
    ]);
  });

  for (const query of ["sum(two", "avg(two)", 'two{x!="1"}', "increase(two)", "increase(two[0m])", "two three"]) {
    it(`refuses ${query}`, () => {
      assert.throws(() => promql(query), SyntaxError);
    });
  }
});

describe("The state of an alert policy", () => {
  const condition = { query: "two > 1", duration: "60s", evaluationInterval: "60s" };
  const states = (conditions: readonly object[]) =>
    alertPolicyStates({ conditions }, ({ name }, minute) => (name === "two" && minute !== 2 ? 2 : undefined), 5);

  it("rings when its query gave something for so long, and begins anew where it did not", () => {
    assert.deepEqual(states([{ conditionPrometheusQueryLanguage: condition }]), ["OK", "ALARM", "OK", "OK", "ALARM"]);
  });

  it("is told of one query only, that is looked at once a minute", () => {
    assert.throws(() => states([]), /a policy of one query/);
    assert.throws(
      () => states([{ conditionPrometheusQueryLanguage: { ...condition, evaluationInterval: "30s" } }]),
      /a look each 30s/,
    );
  });
});
