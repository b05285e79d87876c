import assert from "node:assert/strict";
import { TrafficMonitor, type RequestMonitorArgs } from "../../components/gcp";
import { promql } from "../../monitoring/promql";
import type { MeasuredSeries } from "../../monitoring/series";
import { inputsOf, madeBy, type Made } from "../components/made";
import { graphsOf, policiesOf, rungIn as rungWithin, telling } from "./gcp-policies";

const [A, B] = ["europe-west1-b", "europe-west1-c"] as const;
const FAULT = 10;
const MINUTES = 30;
const WITHIN_TWO = FAULT + 1;

/** What happens in a minute at two backend services of instance groups of the same names. */
interface Minute {
  readonly requests: number;
  readonly shares: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, number | undefined>>;
  readonly zones?: Readonly<Record<string, number>>;
  readonly errors?: Readonly<Record<string, number>>;
  /** How much each instance sends of what all do; every other one is in the same zone. */
  readonly instances?: Readonly<Record<string, readonly number[]>>;
}

const well: Minute = { requests: 6000, shares: { blue: 1, green: 0 }, sizes: { blue: 6, green: 2 } };

const measuredIn =
  (story: (minute: number) => Minute): MeasuredSeries =>
  ({ name, dimensions }, at) => {
    const minute = story(at);
    if (name === "compute_googleapis_com:instance_group_size")
      return minute.sizes[dimensions["instance_group_name"] ?? ""];
    if (name === "compute_googleapis_com:instance_network_sent_bytes_count") return sentIn(minute, dimensions);
    assert.equal(name, "loadbalancing_googleapis_com:https_backend_request_count");
    assert.equal(dimensions["url_map_name"], "web-map");
    const { backend_target_name: service, backend_scope: zone, response_code_class: code } = dimensions;
    const ofService = service === undefined ? 1 : (minute.shares[service] ?? 0);
    const ofZone = zone === undefined ? 1 : (minute.zones?.[zone] ?? 0.5);
    const ofCode = code === undefined ? 1 : (minute.errors?.[service ?? ""] ?? 0);
    const count = Math.round(minute.requests * ofService * ofZone * ofCode);
    // What has not happened is not reported.
    return count === 0 ? undefined : count;
  };

function sentIn(minute: Minute, { instance_name: names = "", zone }: Readonly<Record<string, string>>): number[] {
  const group = names.replace("-[a-z0-9]{4}", "");
  const size = minute.sizes[group] ?? 0;
  const parts = minute.instances?.[group] ?? Array.from({ length: size }, () => 1 / size);
  const sent = parts.map((part) => part * minute.requests * (minute.shares[group] ?? 0) * 1000);
  return zone === undefined ? sent : sent.filter((_, index) => (index % 2 === 0 ? A : B) === zone);
}

const then = (fault: (since: number) => Partial<Minute>, before: Partial<Minute> = {}) =>
  measuredIn((minute) => ({ ...well, ...(minute < FAULT ? before : fault(minute - FAULT)) }));

const service = (name: string, atLeast: number) => ({
  ...{ name, backendServiceName: name, zones: [A, B] },
  groups: [{ key: "workers", name, atLeast }],
});

const watched = (blue: number | "any", more: Partial<RequestMonitorArgs> = {}) =>
  madeBy(() => {
    const green = blue === "any" ? blue : 100 - blue;
    new TrafficMonitor("web", {
      ...{ kind: "global", urlMapName: "web-map", services: [service("blue", 6), service("green", 2)] },
      routes: [
        [
          { pool: "blue", weight: blue },
          { pool: "green", weight: green },
        ],
      ],
      ...more,
    });
  });

const rungIn = (made: readonly Made[], measured: MeasuredSeries) => rungWithin(made, measured, MINUTES);

describe("What rings of Google Cloud", () => {
  it("is nothing while all is well", async () => {
    assert.deepEqual(
      [
        ...rungIn(
          await watched(100),
          measuredIn(() => well),
        ),
      ],
      [],
    );
  });

  describe("in the incident of 2024-08-20", () => {
    const collapse = (since: number): Partial<Minute> => ({
      shares: { blue: 0, green: 1 },
      sizes: { blue: 6, green: 1 },
      errors: { green: since < 1 ? 0.2 : 0.9 },
    });

    it("is that traffic concentrates, within two periods, where the weights were changed by hand", async () => {
      const rang = rungIn(await watched(100), then(collapse));
      assert.equal(rang.get("web-concentrating"), WITHIN_TWO);
      assert.equal(rang.get("web-green-share"), WITHIN_TWO);
      assert.equal(rang.get("web-green-errors"), WITHIN_TWO);
    });

    it("is the same where the program has these weights, so that they are expected", async () => {
      const rang = rungIn(await watched(0, { requestsPerTarget: 1500 }), then(collapse, { requests: 0 }));
      assert.equal(rang.get("web-concentrating"), WITHIN_TWO);
      assert.equal(rang.get("web-green-workers-size"), WITHIN_TWO);
      assert.equal(rang.get("web-green-per-target"), WITHIN_TWO);
      assert.equal(rang.has("web-green-share"), false);
    });
  });

  describe("where nothing concentrates", () => {
    it("is nothing of a deploy that adds before it takes away", async () => {
      const deploy = (since: number) => ({ sizes: { ...well.sizes, blue: since < 8 ? 8 : 6 } });
      assert.deepEqual([...rungIn(await watched(100), then(deploy))], []);
    });

    it("is nothing in a night with little traffic", async () => {
      const night = (since: number): Partial<Minute> => ({
        requests: [3, 0, 12, 1][since % 4] ?? 0,
        shares: since % 2 === 0 ? { blue: 0, green: 1 } : { blue: 1, green: 0 },
        zones: { [A]: 1, [B]: 0 },
        errors: { blue: 1, green: 1 },
      });
      assert.deepEqual([...rungIn(await watched(50), then(night, { shares: { blue: 0.5, green: 0.5 } }))], []);
    });

    it("is nothing of a cut-over that the weights tell of, nor of weights that another tool moves", async () => {
      const over = () => ({ shares: { blue: 0, green: 1 } });
      assert.deepEqual([...rungIn(await watched(0), then(over, over()))], []);
      assert.deepEqual([...rungIn(await watched("any"), then(over))], []);
    });
  });

  it("is a zone that gets more than its part", async () => {
    const rang = rungIn(
      await watched(100),
      then(() => ({ zones: { [A]: 0.9, [B]: 0.1 } })),
    );
    assert.deepEqual(
      [...rang],
      [
        [`web-blue-${A}`, WITHIN_TWO],
        ["web-concentrating", WITHIN_TWO],
      ],
    );
  });

  describe("of a regional group", () => {
    const regional = (name: string, atLeast: number) => ({
      ...service(name, atLeast),
      groups: [{ key: "workers", name, atLeast, instances: name }],
    });
    const rings = async (fault: (since: number) => Partial<Minute>) => [
      ...rungIn(await watched(100, { services: [regional("blue", 4), regional("green", 2)] }), then(fault)).keys(),
    ];

    it("is an instance that sends most", async () => {
      const rang = await rings(() => ({ instances: { blue: [0.9, 0.02, 0.02, 0.02, 0.02, 0.02] } }));
      assert.deepEqual(rang.sort(), ["web-blue-europe-west1-b", "web-blue-workers-favourite", "web-concentrating"]);
    });

    it("is a zone that sends most, though none of its instances does", async () => {
      const rang = await rings(() => ({ instances: { blue: [0.3, 0.03, 0.3, 0.03, 0.3, 0.04] } }));
      assert.deepEqual(rang.sort(), ["web-blue-europe-west1-b", "web-concentrating"]);
    });

    it("is nothing while instances come and go, nor in a night with little traffic", async () => {
      const deploy = (since: number) => ({
        sizes: { ...well.sizes, blue: since < 8 ? 12 : 6 },
        instances: {
          blue:
            since < 8
              ? [...Array<number>(6).fill(0.12), ...Array<number>(6).fill(0.28 / 6)]
              : Array<number>(6).fill(1 / 6),
        },
      });
      assert.deepEqual(await rings(deploy), []);
      const night = () => ({ requests: 12, instances: { blue: [1, 0, 0, 0, 0, 0] } });
      assert.deepEqual(await rings(night), []);
    });

    it("is shown as effective instances, and as the part of the busiest", async () => {
      const graphs = graphsOf(await watched(100, { services: [regional("blue", 4)] }));
      const shown = (title: RegExp, story: Partial<Minute>) => {
        const [, [query = ""] = []] = [...graphs].find(([one]) => title.test(one)) ?? [];
        return promql(query)(
          measuredIn(() => ({ ...well, ...story })),
          9,
        );
      };
      assert.ok(Math.abs((shown(/^Effective instances/, {}) ?? 0) - 6) < 1e-9);
      const one = { instances: { blue: [1, 0, 0, 0, 0, 0] } };
      assert.equal(shown(/^Effective instances/, one), 1);
      assert.equal(shown(/^Busiest instance/, one), 100);
      assert.equal(shown(/^Sent by zone/, {}), 50);
    });
  });

  it("is a group of which nothing is known any more", async () => {
    const rang = rungIn(
      await watched(100),
      then(() => ({ sizes: { ...well.sizes, blue: undefined } })),
    );
    assert.deepEqual([...rang], [["web-blue-workers-no-data", FAULT + 4]]);
  });

  it("tells channels of what concentrates once, and of the rest by itself", async () => {
    const channel = "projects/shop/notificationChannels/1";
    const told = telling(await watched(100, { notify: [channel] }), channel);
    assert.ok(told.includes("web-concentrating") && told.includes("web-blue-errors"));
    assert.equal(told.includes("web-blue-workers-size"), false);
  });

  it("says in every policy what it means and what to do", async () => {
    for (const { name, inputs } of policiesOf(await watched(100, { runbookUrl: "https://wiki.example.com" }))) {
      const { content } = inputs["documentation"] as { readonly content: string };
      assert.match(content, /^[A-Za-z].*\. What to do: https:\/\/wiki\.example\.com$/, name);
    }
  });

  it("asks for the metrics of regional load balancers by their names", async () => {
    for (const [kind, metric] of [
      [
        "regional external",
        /https_external_regional_backend_request_count\{monitored_resource="http_external_regional_lb_rule",/,
      ],
      ["regional internal", /https_internal_backend_request_count\{monitored_resource="internal_http_lb_rule",/],
    ] as const) {
      assert.match(
        JSON.stringify(inputsOf(await watched(50, { kind }), "AlertPolicy", "web-blue-errors")).replaceAll("\\", ""),
        metric,
      );
    }
  });

  it("refuses settings that are out of range", async () => {
    await assert.rejects(watched(50, { margin: 2 }), /monitor\.margin must be a number from 0\.05 to 0\.5, but is 2/);
  });

  it("has a dashboard of the form that Cloud Monitoring asks for, with queries that can be asked", async () => {
    const queries = [...graphsOf(await watched(50)).values()].flat();
    assert.equal(queries.length, 2 + 4 + 2 + 2);
    const shown = queries.map((query) =>
      promql(query)(
        measuredIn(() => well),
        0,
      ),
    );
    assert.deepEqual(shown.slice(0, 2), [100, undefined]);
    // Both zones of blue share alike.
    assert.equal(shown.at(-2), 2);
  });
});
