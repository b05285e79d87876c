import assert from "node:assert/strict";
import {
  atLeastTwo,
  AutoScalingPool,
  CanaryShift,
  HttpLoadBalancer,
  split,
  TcpLoadBalancer,
  type HttpRoute,
  type MonitorSettings,
} from "../../components/aws";
import { EVERYONE, healthCheck } from "../components/aws/site";
import { madeBy, type Made } from "../components/made";
import { measuredIn, type Minute } from "./site";
import { rung, statesOf } from "./states";

const A = "zone of subnet-a";
const B = "zone of subnet-b";
const ZONES = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" });

/** What goes wrong goes wrong at this minute. */
const FAULT = 10;
const MINUTES = 30;
/** The minute at whose end an alarm has seen two wrong ones. */
const WITHIN_TWO = FAULT + 1;

const pool = (name: string, min: number, surge = 100) =>
  new AutoScalingPool(name, {
    ...{ zones: ZONES, perZone: { min, max: 10 }, port: 80, healthCheck, securityGroupId: "sg-1", surge },
    launchTemplate: { id: "lt-1", version: "1" },
  });

const both = (blue: number) => () =>
  split({ to: pool("blue", 3), weight: blue }, { to: pool("green", 1), weight: 100 - blue });

/** A site with its alarms. */
const watched = (to: () => HttpRoute, monitor: MonitorSettings = {}) =>
  madeBy(() => new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to: to(), monitor }));

const well: Minute = {
  requests: 6000,
  shares: { blue: 1, green: 0 },
  healthy: { blue: { [A]: 3, [B]: 3 }, green: { [A]: 1, [B]: 1 } },
};

/** All is well until the fault. */
const then = (fault: (since: number) => Partial<Minute>, before: Partial<Minute> = {}) =>
  measuredIn((minute) => ({ ...well, ...(minute < FAULT ? before : fault(minute - FAULT)) }));

/** The alarms are as they are from the change on. */
const NEW = { requests: 0 };

const rungIn = (made: readonly Made[], measured: ReturnType<typeof measuredIn>) =>
  rung(statesOf(made, measured, MINUTES));

describe("What rings of AWS", () => {
  it("is nothing while all is well", async () => {
    assert.deepEqual(
      [
        ...rungIn(
          await watched(both(100)),
          measuredIn(() => well),
        ),
      ],
      [],
    );
  });

  describe("in the incident of 2024-08-20, in which all traffic went to one backend of a pool that then failed", () => {
    const collapse = (since: number): Partial<Minute> => ({
      shares: { blue: 0, green: 1 },
      healthy: { ...well.healthy, green: since < 3 ? { [A]: 1, [B]: 0 } : { [A]: 0, [B]: 0 } },
      errors: { green: since < 1 ? 0.2 : 0.9 },
    });

    it("is that traffic concentrates, within two periods, where the weights were changed by hand", async () => {
      const alarms = rungIn(await watched(both(100)), then(collapse));
      assert.equal(alarms.get("web-concentrating"), WITHIN_TWO);
      assert.equal(alarms.get("web-green-share"), WITHIN_TWO);
    });

    it("is the same where the program has these weights, so that they are expected", async () => {
      const alarms = rungIn(await watched(both(0), { requestsPerTarget: 1500 }), then(collapse, NEW));
      assert.equal(alarms.get("web-concentrating"), WITHIN_TWO);
      assert.equal(alarms.get("web-green-healthy"), WITHIN_TWO);
      assert.equal(alarms.get("web-green-per-target"), WITHIN_TWO);
      assert.equal(alarms.has("web-green-share"), false);
    });

    it("is the same while every backend still passes its checks, for the load that each gets", async () => {
      const overloaded = () => ({ shares: { blue: 0, green: 1 } });
      const alarms = rungIn(await watched(both(0), { requestsPerTarget: 1500 }), then(overloaded, NEW));
      assert.deepEqual([...alarms.keys()], ["web-green-per-target", "web-concentrating"]);
    });

    it("is the errors of the pool too, which are told of by themselves", async () => {
      assert.equal(rungIn(await watched(both(100)), then(collapse)).get("web-green-errors"), WITHIN_TWO);
    });
  });

  describe("where nothing concentrates", () => {
    it("is nothing of a deploy that adds before it takes away", async () => {
      const deploy = (since: number) => ({
        healthy: { ...well.healthy, blue: since < 8 ? { [A]: 3 + (since % 3), [B]: 4 } : { [A]: 3, [B]: 3 } },
      });
      assert.deepEqual([...rungIn(await watched(both(100)), then(deploy))], []);
    });

    it("is nothing in a night with little traffic, whose few requests may go anywhere", async () => {
      const night = (since: number): Partial<Minute> => ({
        requests: [3, 0, 12, 1][since % 4] ?? 0,
        shares: since % 2 === 0 ? { blue: 0, green: 1 } : { blue: 1, green: 0 },
        zones: { [A]: 1, [B]: 0 },
        errors: { blue: 1, green: 1 },
      });
      assert.deepEqual([...rungIn(await watched(both(50)), then(night, { shares: { blue: 0.5, green: 0.5 } }))], []);
    });

    it("is nothing of a cut-over from one pool to another that is told of by the weights", async () => {
      const over = () => ({ shares: { blue: 0, green: 1 } });
      // The alarms follow the weights in the same update.
      assert.deepEqual([...rungIn(await watched(both(0)), then(over, { shares: { blue: 0, green: 1 } }))], []);
    });

    it("is nothing of a shift in steps, nor of weights that another tool moves", async () => {
      const shifting = (since: number) => ({
        shares: { blue: 1 - Math.min(1, since / 10), green: Math.min(1, since / 10) },
      });
      const canary = () => new CanaryShift({ from: pool("blue", 3), to: pool("green", 1) });
      assert.deepEqual([...rungIn(await watched(canary), then(shifting))], []);
      const moved = await madeBy(
        () => new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to: both(100)(), ignoreWeights: true }),
      );
      assert.deepEqual([...rungIn(moved, then(shifting))], []);
    });
  });

  it("is a pool that loses a target below its floor, and the zone that it was in", async () => {
    const lost = () => ({ healthy: { ...well.healthy, blue: { [A]: 2, [B]: 3 } } });
    assert.deepEqual(
      [...rungIn(await watched(both(100)), then(lost)).keys()],
      ["web-blue-healthy", "web-blue-healthy-first", "web-concentrating"],
    );
  });

  it("is a zone without targets where the pool as a whole has enough", async () => {
    const moved = () => ({ healthy: { ...well.healthy, blue: { [A]: 0, [B]: 6 } } });
    const alarms = rungIn(await watched(both(100)), then(moved));
    assert.deepEqual([...alarms.keys()], ["web-blue-healthy-first", "web-blue-zones", "web-concentrating"]);
  });

  it("is a zone that takes more of the requests than the others", async () => {
    const alarms = rungIn(
      await watched(both(100)),
      then(() => ({ zones: { [A]: 0.8, [B]: 0.2 } })),
    );
    assert.deepEqual(
      [...alarms],
      [
        ["web-share-first", WITHIN_TWO],
        ["web-concentrating", WITHIN_TWO],
      ],
    );
  });

  it("is a pool whose targets are not reported any more: that counts as none, and as no data", async () => {
    const gone = () => ({ healthy: { ...well.healthy, blue: undefined } });
    const alarms = rungIn(await watched(both(100)), then(gone));
    assert.ok((alarms.get("web-concentrating") ?? MINUTES) <= FAULT + 5);
    assert.ok(alarms.has("web-blue-no-data"));
  });

  it("is a pool that fails open", async () => {
    const left = () => ({ healthy: { ...well.healthy, blue: { [A]: 1, [B]: 0 } } });
    assert.equal(rungIn(await watched(both(100)), then(left)).get("web-blue-fail-open"), WITHIN_TWO);
  });

  it("is a target that is out of line for five minutes, without more being said of it", async () => {
    const alarms = rungIn(
      await watched(both(100)),
      then(() => ({ anomalous: { blue: 1 } })),
    );
    assert.deepEqual([...alarms], [["web-blue-anomalous", FAULT + 4]]);
  });

  it("is nothing of one bad minute", async () => {
    const blip = (since: number): Partial<Minute> =>
      since === 0 ? { shares: { blue: 0, green: 1 }, errors: { green: 1 } } : {};
    assert.deepEqual([...rungIn(await watched(both(100)), then(blip))], []);
  });

  it("is a share of connections, and what a Network Load Balancer tells of itself", async () => {
    const tcp = (name: string) =>
      new AutoScalingPool(name, {
        ...{ zones: ZONES, perZone: { min: 1, max: 10 }, port: 5432, protocol: "TCP", healthCheck: {} },
        ...{ securityGroupId: "sg-1", launchTemplate: { id: "lt-1", version: "1" } },
      });
    const made = await madeBy(() => {
      const to = split({ to: tcp("blue"), weight: 90 }, { to: tcp("green"), weight: 10 });
      const listeners = [{ port: 5432, to }];
      const monitor = { requestsPerTargetOf: { green: 1000 } };
      new TcpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, listeners, monitor });
    });
    const before = { shares: { blue: 0.9, green: 0.1 } };
    assert.deepEqual(
      [
        ...rungIn(
          made,
          then(() => before, before),
        ),
      ],
      [],
    );
    const wrong = () => ({
      shares: { blue: 0.2, green: 0.8 },
      healthy: { ...well.healthy, green: { [A]: 1, [B]: 0 } },
    });
    assert.deepEqual([...rungIn(made, then(wrong, before)).keys()].sort(), [
      ...["web-concentrating", "web-fail-open", "web-green-healthy", "web-green-healthy-second"],
      ...["web-green-per-target", "web-green-share", "web-zones"],
    ]);
  });
});
