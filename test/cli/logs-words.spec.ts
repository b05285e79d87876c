import assert from "node:assert/strict";
import { createColors } from "picocolors";
import type { LogReport, PoolAnswer } from "../../logs/answers/report";
import { renderedLogs } from "../../cli/report/logs/formats";
import type { Terminal } from "../../cli/terminal";
import {
  breachLine,
  bytes,
  configured,
  each,
  favouriteLine,
  percent,
  poolLine,
  poolName,
  poolTitle,
  readLines,
  routeName,
} from "../../cli/report/logs/words";

const SUMS = { requests: 0, received: 0, sent: 0, seconds: 0, timed: 0 };
const POOL: PoolAnswer = {
  ...{ ...SUMS, balancer: "app/web/1", pool: "web", untargeted: 0, largestShare: 0, effectiveBackends: 0 },
  ...{ targets: [], zones: [], favourites: [], windows: [] },
};

describe("A report on logs", () => {
  it("has numbers as a person reads them", () => {
    assert.deepEqual([0, 0.001, 0.25, 1].map(percent), ["0.0 %", "0.10 %", "25.0 %", "100.0 %"]);
    assert.deepEqual([0, 999, 1500, 2.5e12, 9e18].map(bytes), ["0 B", "999 B", "1.5 kB", "2.5 TB", "9000.0 PB"]);
    assert.deepEqual([each({ seconds: 0, timed: 0 }), each({ seconds: 3, timed: 2 })], ["–", "1500 ms"]);
    assert.deepEqual(
      [configured(undefined), configured({ atLeast: 0, atMost: 0.5 }), configured({ atLeast: 1, atMost: 1 })],
      ["–", "0.0 % to 50.0 %", "100.0 %"],
    );
  });

  it("names pools and routes as a person does", () => {
    assert.equal(poolName("arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/blue/2"), "blue");
    assert.equal(poolTitle({ balancer: "my-elb", pool: "my-elb" }), "my-elb");
    assert.equal(poolTitle({ balancer: "net/a/1", pool: "" }), "net/a/1, no pool named");
    assert.deepEqual(
      ["", "0", "10", "/api/*"].map((route) => routeName({ route })),
      ["no route named", "default action", "rule 10", "/api/*"],
    );
  });

  it("says how a pool shared, and when a favourite was one", () => {
    const one = { ...SUMS, target: "a", share: 1, shareOfBytes: 1, shareOfTime: 1 };
    const pool = { ...POOL, requests: 1200, untargeted: 3, targets: [one], largestShare: 1, effectiveBackends: 1 };
    assert.equal(
      poolLine(pool),
      "1,200 requests to 1 target, as 1.00 equally busy; the busiest got 100.0 %; 3 more reached no target",
    );
    const favourite = { target: "a", since: "S", until: "U", isNow: false, requests: 9, share: 0.6, expected: 0.25 };
    assert.equal(favouriteLine(favourite), "a got 60.0 % instead of 25.0 % from S to U");
  });

  it("has a dash for the zone of a target that is not known, beside one that is, and no pool where a route names none", async () => {
    const one = { ...SUMS, target: "a", share: 0.5, shareOfBytes: 0.5, shareOfTime: 0.5 };
    const zones = ["z1", ""].map((zone) => ({ ...SUMS, zone, targets: 1, share: 0.5 }));
    const pool = {
      ...POOL,
      targets: [
        { ...one, zone: "z1" },
        { ...one, target: "b" },
      ],
      zones,
    };
    const routes = [{ ...SUMS, balancer: "app/web/1", route: "0", pools: [{ pool: "", requests: 1, share: 1 }] }];
    const read = { files: 1, lines: 2, malformed: 0, samples: [], skipped: [], formats: [] };
    const report: LogReport = { version: 1, read, window: 300, pools: [pool], routes };
    const terminal = { paint: createColors(false), columns: undefined } as Terminal;
    const text = await renderedLogs(report, { format: "text", isBrief: false }, terminal);
    assert.match(text, /│ a +│ z1 +│/);
    assert.match(text, /│ b +│ – +│/);
    assert.match(text, /│ not known │ 1 +│/);
    assert.match(text, /default action │ no pool │/);
    const html = await renderedLogs(report, { format: "html", isBrief: false }, terminal);
    assert.match(html, /<th scope="row">b<\/th><td>–<\/td>/);
    assert.match(html, /<th scope="row">not known<\/th>/);
    assert.match(html, /<td>no pool<\/td>/);
  });

  it("says what a pool did against either limit", () => {
    const breach = {
      ...SUMS,
      balancer: "app/web/1",
      pool: "web",
      requests: 10,
      largestShare: 0.9,
      effectiveBackends: 1.2,
    };
    assert.equal(
      breachLine({ ...breach, busiest: "a", limit: "max-share", allowed: 0.5 }),
      "a got 90.0 % of 10 requests of web of app/web/1; at most 50.0 % is allowed",
    );
    assert.match(
      breachLine({ ...breach, busiest: "a", limit: "min-effective", allowed: 2 }),
      /as 1\.20 equally busy backends; at least 2\.00 are required$/,
    );
  });

  it("says what was not read", () => {
    const read = { files: 2, lines: 5, malformed: 1, samples: ["bad"], skipped: [{ name: "x", why: "it is none" }] };
    assert.deepEqual(readLines({ version: 1, read: { ...read, formats: [] }, window: 300, pools: [], routes: [] }), [
      "5 lines of 2 files, 1 malformed, which are not counted; nothing in that time, in windows of 5 min",
      "malformed: bad",
      "not read: x: it is none",
    ]);
  });
});
