import assert from "node:assert/strict";
import { alarmRule } from "../../monitoring/composite-alarm";
import { metricAlarmStates, type MetricAlarmInputs } from "../../monitoring/metric-alarm";
import type { State } from "../../monitoring/series";

const alarm: MetricAlarmInputs = {
  ...{
    namespace: "AWS/ApplicationELB",
    metricName: "HealthyHostCount",
    statistic: "Minimum",
    dimensions: {},
    period: 60,
  },
  ...{
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 3,
    treatMissingData: "notBreaching",
  },
};

/** The states after each minute of a series, in which `-` was not reported, as letters. */
const states = (series: string, settings: Partial<MetricAlarmInputs> = {}) =>
  metricAlarmStates(
    { ...alarm, ...settings },
    (_, minute) => (series[minute] === "-" ? undefined : Number(series[minute])),
    series.length,
  )
    .map((state) => state.charAt(0))
    .join("");

describe("The state of a metric alarm", () => {
  it("rings when so many data points in a row are breaching, until one is not", () => {
    assert.equal(states("0110111100"), "OOOOOOAAOO");
  });

  it("rings when so many of the last are breaching, where fewer than all are asked for", () => {
    assert.equal(states("1011000", { datapointsToAlarm: 2 }), "OOAAAOO");
  });

  it("takes what is missing for good or bad, as it says", () => {
    assert.equal(states("00------"), "OOOOOOOO");
    assert.equal(states("00------", { treatMissingData: "breaching" }).endsWith("A"), true);
    assert.equal(states("11-1"), "OOOA");
  });

  it("goes by what is there where that is enough, before what is missing counts", () => {
    // Three data points are seen until two of the last five are missing.
    assert.equal(states("000---", { treatMissingData: "breaching" }), "OOOOOO");
    assert.equal(states("111---", { treatMissingData: "notBreaching" }), "OOAAAO");
  });

  for (const [operator, expected] of [
    ["GreaterThanThreshold", "OOA"],
    ["GreaterThanOrEqualToThreshold", "OAA"],
    ["LessThanThreshold", "AOO"],
    ["LessThanOrEqualToThreshold", "AAO"],
  ] as const) {
    it(`compares by ${operator}`, () => {
      assert.equal(states("012", { comparisonOperator: operator, threshold: 1, evaluationPeriods: 1 }), expected);
    });
  }

  it("is that of an expression over several metrics", () => {
    const metricQueries = [
      { id: "share", expression: "part / 4", returnData: true },
      { id: "part", metric: { namespace: "n", metricName: "m", stat: "Sum", dimensions: {}, period: 60 } },
    ];
    assert.equal(states("13", { metricQueries, threshold: 0.5, evaluationPeriods: 1 }), "OA");
  });

  for (const [what, settings, message] of [
    ["periods other than a minute", { period: 300 }, /a period of 300 seconds is not evaluated/],
    ["another way with missing data", { treatMissingData: "ignore" }, /treated as ignore/],
    ["a band of what is usual", { comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold" }, /is not evaluated/],
    ["metrics without an expression", { metricQueries: [{ id: "a" }] }, /returns an expression/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => states("1", settings), message);
    });
  }
});

describe("The rule of a composite alarm", () => {
  const holds = (rule: string, ringing: readonly string[]) =>
    alarmRule(rule)((name): State => (ringing.includes(name) ? "ALARM" : "OK"));

  it("joins what rings", () => {
    assert.equal(holds('ALARM("a") OR ALARM("b")', ["b"]), true);
    assert.equal(holds('ALARM("a") AND ALARM("b")', ["b"]), false);
    assert.equal(holds('ALARM("a") OR ALARM("b") AND NOT ALARM("c")', ["b", "c"]), false);
    assert.equal(holds('(ALARM("a") OR OK("b")) AND NOT INSUFFICIENT_DATA("c")', []), true);
  });

  for (const [rule, message] of [
    ['RINGS("a")', /RINGS is no state/],
    ['ALARM("a"', /\) is expected before the end/],
    ['ALARM("a") ALARM("b")', /ALARM is not expected/],
  ] as const) {
    it(`refuses ${rule}`, () => {
      assert.throws(() => alarmRule(rule), message);
    });
  }
});
