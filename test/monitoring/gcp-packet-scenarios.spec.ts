import assert from "node:assert/strict";
import { TrafficMonitor, type PacketMonitorArgs } from "../../components/gcp";
import { promql } from "../../monitoring/promql";
import type { Measured } from "../../monitoring/series";
import { madeBy } from "../components/made";
import { graphsOf, rungIn, telling } from "./gcp-policies";

const [A, B] = ["europe-west1-b", "europe-west1-c"] as const;
const FAULT = 10;
const MINUTES = 30;
const WITHIN_TWO = FAULT + 1;

/** What happens in a minute at the instance groups of a passthrough load balancer. */
interface Minute {
  readonly packets: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, number | undefined>>;
  /** The part of the packets that each zone gets; alike by default. */
  readonly zones?: Readonly<Record<string, number>>;
}

const well: Minute = { packets: { db: 90_000 }, sizes: { db: 4, spare: 2 } };

const measuredIn =
  (story: (minute: number) => Minute): Measured =>
  ({ name, dimensions }, at) => {
    const { packets, sizes, zones } = story(at);
    if (name === "compute_googleapis_com:instance_group_size") return sizes[dimensions["instance_group_name"] ?? ""];
    assert.equal(name, "loadbalancing_googleapis_com:l3_external_ingress_packets_count");
    assert.equal(dimensions["monitored_resource"], "loadbalancing.googleapis.com/ExternalNetworkLoadBalancerRule");
    assert.deepEqual(
      [dimensions["forwarding_rule_name"], dimensions["backend_service_name"]],
      ["db-rule", "db-service"],
    );
    const { backend_group_name: group, backend_zone: zone } = dimensions;
    const ofGroup = group === undefined ? Object.values(packets).reduce((sum, one) => sum + one, 0) : packets[group];
    const count = Math.round((ofGroup ?? 0) * (zone === undefined ? 1 : (zones?.[zone] ?? 0.5)));
    // What has not happened is not reported.
    return count === 0 ? undefined : count;
  };

const then = (fault: (since: number) => Partial<Minute>) =>
  measuredIn((minute) => ({ ...well, ...(minute < FAULT ? {} : fault(minute - FAULT)) }));

const pool = (name: string, ...groups: readonly (readonly [name: string, atLeast: number])[]) => ({
  ...{ name, zones: [A, B] },
  groups: groups.map(([group, atLeast]) => ({ key: group, name: group, atLeast })),
});

const watched = (more: Partial<PacketMonitorArgs> = {}) =>
  madeBy(() => {
    new TrafficMonitor("db", {
      ...{ kind: "passthrough external", forwardingRuleName: "db-rule", backendServiceName: "db-service" },
      pools: [pool("main", ["db", 4]), pool("standby", ["spare", 2])],
      ...more,
    });
  });

const rang = async (measured: Measured) => [...rungIn(await watched(), measured, MINUTES)];

describe("What rings of packets on Google Cloud", () => {
  it("is nothing while all is well", async () => {
    assert.deepEqual(await rang(then(() => ({}))), []);
  });

  for (const [which, sizes, rings] of [
    ["the group that has the traffic", { db: 1, spare: 2 }, "db-main-db-size"],
    ["the group that stands by", { db: 4, spare: 1 }, "db-standby-spare-size"],
  ] as const) {
    it(`is that traffic concentrates, within two periods, when ${which} has fewer instances than it guarantees`, async () => {
      assert.deepEqual(await rang(then(() => ({ sizes }))), [
        [rings, WITHIN_TWO],
        ["db-concentrating", WITHIN_TWO],
      ]);
    });
  }

  it("is that the standby serves, which is no concentration", async () => {
    assert.deepEqual(await rang(then(() => ({ packets: { spare: 90_000 } }))), [["db-standby-serving", WITHIN_TWO]]);
  });

  it("is that the standby serves in a quiet night as well", async () => {
    assert.deepEqual(await rang(then(() => ({ packets: { spare: 3 } }))), [["db-standby-serving", WITHIN_TWO]]);
  });

  it("is a group of which nothing is known any more", async () => {
    assert.deepEqual(await rang(then(() => ({ sizes: { db: 4 } }))), [["db-standby-spare-no-data", FAULT + 4]]);
  });

  describe("where nothing concentrates", () => {
    it("is nothing of a deploy that adds before it takes away", async () => {
      const deploy = (since: number) => ({ sizes: { db: since < 8 ? 6 : 4, spare: since < 4 ? 4 : 2 } });
      assert.deepEqual(await rang(then(deploy)), []);
    });

    it("is nothing in a night with few packets, or none", async () => {
      const night = (since: number) => ({ packets: { db: [3, 0, 12, 1][since % 4] ?? 0 }, zones: { [A]: 1, [B]: 0 } });
      assert.deepEqual(await rang(then(night)), []);
    });

    it("is nothing of one connection that has nearly all packets", async () => {
      assert.deepEqual(await rang(then(() => ({ zones: { [A]: 0.99, [B]: 0.01 } }))), []);
    });

    it("is nothing of connections that the standby still has after it has handed back", async () => {
      assert.deepEqual(await rang(then((since) => ({ packets: { db: 90_000, spare: since < 5 ? 9000 : 0 } }))), []);
    });
  });

  it("tells channels of what concentrates once, and of the rest by itself", async () => {
    const channel = "projects/shop/notificationChannels/1";
    assert.deepEqual(telling(await watched({ notify: [channel] }), channel).sort(), [
      ...["db-concentrating", "db-main-db-no-data"],
      ...["db-standby-serving", "db-standby-spare-no-data"],
    ]);
  });

  describe("The dashboard", () => {
    const shown = async (args: Partial<PacketMonitorArgs>, measured: Measured) =>
      new Map(
        [...graphsOf(await watched(args))].map(([title, queries]) => [
          title,
          queries.map((query) => promql(query)(measured, 0)),
        ]),
      );
    const ZONES = "Packets by zone, % of each pool";

    it("shows packets by pool and zone, sizes, and effective zones", async () => {
      assert.deepEqual(
        [
          ...(await shown(
            {},
            measuredIn(() => well),
          )),
        ],
        [
          ["Packets a minute, by pool", [90_000, undefined]],
          [ZONES, [50, 50, undefined, undefined]],
          ["Instances, healthy or not, against what is guaranteed", [4, 2]],
          ["Effective zones by packets: as many equally busy ones would get as uneven parts", [2, undefined]],
        ],
      );
    });

    it("adds up the packets of the groups of a pool", async () => {
      const of = (packets: Minute["packets"]) =>
        shown(
          { pools: [pool("main", ["one", 2], ["two", 2])] },
          measuredIn(() => ({ ...well, packets })),
        );
      assert.deepEqual((await of({ one: 10, two: 30 })).get("Packets a minute, by pool"), [40]);
      assert.deepEqual((await of({ two: 30 })).get("Packets a minute, by pool"), [30]);
    });

    for (const protocol of ["TCP", "UDP"] as const) {
      it(`asks for ${protocol} within the network by the labels there, which tell no zone of an instance`, async () => {
        const graphs = graphsOf(await watched({ kind: `passthrough internal ${protocol}` }));
        const resource = `internal_${protocol.toLowerCase()}_lb_rule`;
        assert.equal(
          graphs.get("Packets a minute, by pool")?.[0],
          `sum(increase(loadbalancing_googleapis_com:l3_internal_ingress_packets_count{monitored_resource="${resource}",` +
            'forwarding_rule_name="db-rule",backend_target_name="db-service",backend_name="db"}[1m]))',
        );
        assert.equal(graphs.has(ZONES), false);
      });
    }
  });
});
