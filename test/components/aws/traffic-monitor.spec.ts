import assert from "node:assert/strict";
import Ajv from "ajv/dist/2020";
import {
  atLeastTwo,
  AutoScalingPool,
  HttpLoadBalancer,
  InstancePool,
  LambdaPool,
  split,
  TrafficMonitor,
} from "../../../components/aws";
import type { AttachedSettings, HttpRoute } from "../../../components/aws";
import { metricMath } from "../../../monitoring/metric-math";
import { DASHBOARD_SCHEMA } from "../../monitoring/cloudwatch-dashboard";
import { inputsOf, madeBy, type Made } from "../made";
import { EVERYONE, healthCheck } from "./site";

const ZONES = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" });
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:oncall";

const scaled = (name: string) =>
  new AutoScalingPool(name, {
    ...{ zones: ZONES, perZone: { min: 2, max: 5 }, port: 80, healthCheck, securityGroupId: "sg-1" },
    launchTemplate: { id: "lt-1", version: "1" },
  });
const weighted = () => split({ to: scaled("blue"), weight: 90 }, { to: scaled("green"), weight: 10 });

const siteWith = (monitor?: AttachedSettings, to: () => HttpRoute = weighted) =>
  madeBy(
    () =>
      new HttpLoadBalancer("web", {
        zones: ZONES,
        clients: EVERYONE,
        to: to(),
        ...(monitor === undefined ? {} : { monitor }),
      }),
  );

const alarmsOf = (made: readonly Made[]) =>
  made.filter(({ type }) => type.endsWith(":MetricAlarm")).map(({ name }) => name);

/** A load balancer that is no component. */
const own = {
  ...{
    kind: "application" as const,
    balancer: { arn: "arn:aws:elasticloadbalancing:eu-west-1:1:x", arnSuffix: "app/web/1" },
  },
  zones: ["a", "b"].map((key) => ({ key, name: `eu-west-1${key}` })),
};

describe("The monitor of a load balancer", () => {
  it("is there unless it is told not to be", async () => {
    assert.ok(alarmsOf(await siteWith()).length > 0);
    assert.deepEqual(alarmsOf(await siteWith({ enabled: false })), []);
  });

  it("watches each pool, as a whole and in each zone, and the zones", async () => {
    const about = [
      "healthy",
      "healthy-first",
      "healthy-second",
      "no-data",
      "errors",
      "fail-open",
      "zones",
      "anomalous",
    ];
    assert.deepEqual(
      alarmsOf(await siteWith()).sort(),
      [
        // The share of blue is expected to be 90 %: with the margin there is none that would be too great.
        ...about.map((what) => `web-blue-${what}`),
        ...[...about, "share"].map((what) => `web-green-${what}`),
        ...["web-share-first", "web-share-second"],
      ].sort(),
    );
  });

  it("expects what is configured", async () => {
    const made = await siteWith({ margin: 0.1 });
    const thresholds = ["web-blue-healthy", "web-blue-healthy-first", "web-green-share", "web-share-first"].map(
      (name) => inputsOf(made, "MetricAlarm", name)["threshold"],
    );
    assert.deepEqual(thresholds, [4, 2, 0.2, 0.6]);
  });

  it("expects of a pool that several routes lead to what the best of them gives it", async () => {
    const made = await madeBy(() => {
      const [blue, green] = [scaled("blue"), scaled("green")];
      const to = split({ to: blue, weight: 90 }, { to: green, weight: 10 });
      const then = { to: split({ to: blue, weight: 40 }, { to: green, weight: 60 }) };
      const rules = [{ priority: 1, when: { path: ["/a"] }, then }];
      new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to, rules, monitor: { margin: 0.1 } });
    });
    assert.equal(inputsOf(made, "MetricAlarm", "web-green-share")["threshold"], 0.7);
  });

  it("looks at metrics that there are, by the dimensions that they have", async () => {
    const made = await siteWith();
    const { namespace, metricName, dimensions, statistic } = inputsOf(made, "MetricAlarm", "web-blue-healthy-second");
    assert.deepEqual(
      { namespace, metricName, dimensions, statistic },
      {
        ...{ namespace: "AWS/ApplicationELB", metricName: "HealthyHostCount", statistic: "Minimum" },
        dimensions: {
          ...{ LoadBalancer: "suffix/web/0", TargetGroup: "suffix/blue/0" },
          AvailabilityZone: "zone of subnet-b",
        },
      },
    );
  });

  it("tells topics of what concentrates once, and of the rest by itself", async () => {
    const made = await siteWith({ notify: [TOPIC] });
    const told = made
      .filter(({ inputs }) => (inputs["alarmActions"] as string[] | undefined)?.includes(TOPIC))
      .map(({ name }) => name);
    assert.ok(told.includes("web-concentrating"));
    assert.ok(told.includes("web-blue-errors"));
    assert.equal(told.includes("web-blue-healthy"), false);
    const { alarmRule } = inputsOf(made, "CompositeAlarm");
    assert.match(String(alarmRule), /ALARM\("web-blue-healthy"\) OR /);
  });

  it("says in every alarm what it means and what to do", async () => {
    const runbookUrl = "https://wiki.example.com/traffic";
    for (const { type, name, inputs } of await siteWith({ runbookUrl })) {
      if (!type.endsWith("Alarm")) continue;
      const description = String(inputs["alarmDescription"]);
      assert.match(description, /^[A-Z].*\. What to do: https:\/\/wiki\.example\.com\/traffic$/s, name);
      assert.ok(description.length <= 1024);
    }
  });

  it("watches no targets where CloudWatch counts none, as of a function", async () => {
    const made = await siteWith({ requestsPerTarget: 100 }, () => new LambdaPool("hello", { functionName: "hello" }));
    assert.deepEqual(alarmsOf(made).sort(), ["web-hello-errors", "web-share-first", "web-share-second"]);
  });

  it("has no alarm that is made of none", async () => {
    const made = await siteWith({ margin: 0.5 }, () => new LambdaPool("hello", { functionName: "hello" }));
    assert.deepEqual(alarmsOf(made), ["web-hello-errors"]);
    assert.equal(
      made.some(({ type }) => type.endsWith(":CompositeAlarm")),
      false,
    );
  });

  it("expects of instances that are named one by one as many in a zone as are there", async () => {
    const made = await siteWith({}, () => {
      // The mocks look their zones up by these names.
      const instances = atLeastTwo({ instanceId: "subnet-a" }, { instanceId: "subnet-c" });
      return new InstancePool("site", { instances, port: 80, healthCheck, vpcId: "vpc-1", securityGroupId: "sg-1" });
    });
    const expected = (name: string) => {
      const { threshold, treatMissingData } = inputsOf(made, "MetricAlarm", name);
      return [threshold, treatMissingData];
    };
    assert.deepEqual(expected("web-site-healthy-first"), [1, "breaching"]);
    assert.deepEqual(expected("web-site-healthy-second"), [0, "notBreaching"]);
    assert.deepEqual(expected("web-site-healthy"), [2, "breaching"]);
  });

  it("joins more alarms than one may be made of", async () => {
    const made = await madeBy(() => {
      const pools = Array.from({ length: 51 }, (_, index) => ({
        ...{ name: `pool${index}`, arnSuffix: `targetgroup/pool${index}/1`, floor: { all: 2 } },
      }));
      new TrafficMonitor("web", { ...own, pools, routes: [] });
    });
    const composites = made.filter(({ type }) => type.endsWith(":CompositeAlarm"));
    assert.equal(composites.length, 3);
    for (const { inputs } of composites) assert.ok(String(inputs["alarmRule"]).split(" OR ").length <= 100);
    assert.match(
      String(inputsOf(made, "CompositeAlarm", "web-concentrating")["alarmRule"]),
      /^ALARM\("web-concentrating-1"\) OR ALARM\("web-concentrating-2"\)$/,
    );
  });

  for (const [settings, message] of [
    [{ margin: 0.6 }, /monitor\.margin must be a number from 0\.05 to 0\.5, but is 0\.6/],
    [{ minimumRequests: 0 }, /monitor\.minimumRequests must be a number from 1 to 1000000, but is 0/],
    [{ errorRate: 2 }, /monitor\.errorRate must be a number from 0\.001 to 1, but is 2/],
    [{ requestsPerTarget: 0 }, /monitor\.requestsPerTarget must be a number from 1 to 1000000, but is 0/],
    [{ requestsPerTargetOf: { red: 5 } }, /monitor\.requestsPerTargetOf\.red must be one of the pools blue, green/],
    [
      { requestsPerTargetOf: { blue: NaN } },
      /monitor\.requestsPerTargetOf\.blue must be a number from 1 to 1000000, but is NaN/,
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(settings)}`, async () => {
      await assert.rejects(siteWith(settings), message);
    });
  }

  it("may be made for a load balancer that is no component", async () => {
    const made = await madeBy(() => {
      const pools = [{ name: "blue", arnSuffix: "targetgroup/blue/1", floor: { all: 2 } }];
      new TrafficMonitor("own", { ...own, pools, routes: [[{ pool: "blue", weight: 1 }]] });
    });
    assert.ok(alarmsOf(made).includes("own-blue-healthy"));
    assert.equal(alarmsOf(made).includes("own-blue-healthy-a"), false);
  });
});

describe("The dashboard of a load balancer", () => {
  const validate = new Ajv({ strict: false }).compile(DASHBOARD_SCHEMA);
  const bodyOf = (made: readonly Made[]) => JSON.parse(String(inputsOf(made, "Dashboard")["dashboardBody"])) as Body;

  for (const [what, to] of [
    ["of two pools", weighted],
    ["of a function", () => new LambdaPool("hello", { functionName: "hello" })],
  ] as const) {
    it(`has the form that CloudWatch asks for: ${what}`, async () => {
      const body = bodyOf(await siteWith({}, to));
      assert.ok(validate(body), JSON.stringify(validate.errors, undefined, 2));
    });
  }

  it("has expressions of what it shows only", async () => {
    for (const { properties } of bodyOf(await siteWith()).widgets) {
      const lines = (properties.metrics ?? []).map((line) => line.at(-1) as Line);
      const values = Object.fromEntries(lines.flatMap(({ id }) => (id === undefined ? [] : [[id, 1]])));
      for (const { expression } of lines) if (expression !== undefined) metricMath(expression)(values);
    }
  });

  it("has no two widgets in one place", async () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of bodyOf(await siteWith()).widgets) {
      for (let column = x; column < x + width; column += 1) {
        for (let row = y; row < y + height; row += 1) {
          assert.equal(taken.has(`${column} ${row}`), false);
          taken.add(`${column} ${row}`);
        }
      }
    }
  });

  it("counts backends as effective as they are where each pool shares evenly", async () => {
    const graph = bodyOf(await siteWith()).widgets.find(({ properties }) => properties.title?.startsWith("Effective"));
    const line = graph?.properties.metrics
      ?.map((one) => one.at(-1) as Line)
      .find(({ expression }) => expression !== undefined);
    const effective = metricMath(line?.expression ?? "")({ requests0: 900, healthy0: 3, requests1: 100, healthy1: 2 });
    // Worked by hand: 3 with 30 % each and 2 with 5 % each.
    assert.ok(Math.abs((effective ?? 0) - 3.636) < 0.001);
  });
});

interface Body {
  readonly widgets: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: { readonly title?: string; readonly metrics?: readonly (readonly unknown[])[] };
  }[];
}

interface Line {
  readonly id?: string;
  readonly expression?: string;
}
