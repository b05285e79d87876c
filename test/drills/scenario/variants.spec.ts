import assert from "node:assert/strict";
import { FAULTS, type FaultName } from "../../../drills/faults/faults";
import { incident } from "../../../drills/scenario/incident";
import type { Level, Scenario } from "../../../drills/scenario/scenario";
import { NoDrillError, variantOf } from "../../../drills/scenario/variants";
import { debriefOf } from "../../../drills/debrief/debrief";
import { Session } from "../../../drills/session/session";
import type { Resource } from "../../../traffic";
import { GOOD } from "../../proof/faults/good";
import { split } from "../../support/aws";
import { wholeGcpStack } from "../../support/whole-gcp-stack";
import { AWS_PARTS, wholeStack } from "../../support/whole-stack";
import { CAUGHT } from "./caught";

const plain = (text: string) => text;
const wish = (seed: number, fault?: FaultName, level: Level = 1) => ({ level, seed, fault, hide: plain });

/** A drill in which nobody does anything. */
function untouched(scenario: Scenario): Session {
  const session = new Session(scenario, { isGroup: false, limit: 900 });
  session.advance(900);
  return session;
}

describe("A drill made of a stack", () => {
  const stacks: (readonly Resource[])[] = [];
  before(async () => {
    for (const good of Object.values(GOOD)) stacks.push(await good());
  });

  const drillWith = (fault: FaultName): Scenario => {
    for (const stack of stacks) {
      try {
        return variantOf(stack, wish(7, fault));
      } catch (error) {
        if (!(error instanceof NoDrillError)) throw error;
      }
    }
    throw new Error(`no stack has a drill for ${fault}`);
  };

  for (const fault of new Set(FAULTS.map(({ name }) => name))) {
    it(`is there for every kind of fault, with the pack or a monitor to tell of it: ${fault}`, () => {
      const scenario = drillWith(fault);
      const { findings, monitors, times } = debriefOf(untouched(scenario));
      assert.ok(times.hit !== null && times.alarmed !== null, "users are hit, and an alarm tells");
      assert.deepEqual(
        {
          policies: [
            ...new Set(
              findings.map(({ policy, level }) => `${policy} ${level === "mandatory" ? "blocks" : "advises"}`),
            ),
          ],
          monitors: monitors.filter(({ at }) => at !== null).map(({ name }) => name.split(":")[0]),
        },
        CAUGHT[fault],
      );
    });
  }

  it("has the shares tell of a large client that is kept with one of four backends", () => {
    const stack = split({ blue: { weight: 1, targets: 4 } });
    const { monitors } = debriefOf(untouched(variantOf(stack, wish(1, "endless stickiness"))));
    assert.notEqual(monitors[0]?.at, null);
  });

  it("is the same again with the same seed, and another with another", () => {
    const [stack = []] = stacks;
    assert.deepEqual(variantOf(stack, wish(1)), variantOf(stack, wish(1)));
    const kinds = new Set([1, 2, 3, 4, 5, 6].map((seed) => variantOf(stack, wish(seed)).truth.faults[0]?.kind));
    assert.ok(kinds.size > 2);
  });

  it("has two faults at different places at level 3", () => {
    const { truth } = variantOf(stacks[0] ?? [], wish(5, undefined, 3));
    assert.equal(new Set(truth.faults.map(({ at }) => at)).size, 2);
  });

  it("shows the change among others, which touch nothing of it", () => {
    const { history } = variantOf(stacks[0] ?? [], wish(3, "minimum of one"));
    const [change] = history.filter(({ at }) => at === 0);
    assert.match(change?.lines.join("\n") ?? "", /(minSize|minCapacity): 2 => 1/);
    assert.equal(history.length, 4);
  });

  it("shows nothing that is secret", () => {
    const hide = (text: string) => text.replaceAll("web", "[secret]");
    const scenario = variantOf(stacks[0] ?? [], { ...wish(3), hide });
    assert.doesNotMatch(JSON.stringify([scenario.history, scenario.truth]), /web/);
  });

  it("can be made of a stack with one of everything", () => {
    for (const stack of [wholeStack(), wholeGcpStack()]) {
      const { truth, before } = variantOf(stack, wish(1));
      assert.ok(truth.faults.length === 1 && before.ways.length > 5);
    }
  });

  it("needs something that takes traffic, and a fault that the stack can have", () => {
    assert.throws(() => variantOf([], wish(1)), /nothing in it takes traffic for others/);
    assert.throws(
      () => variantOf(stacks[2] ?? [], wish(1, "drain")),
      /no fault "drain" of it makes an outage that shows/,
    );
    const classic = AWS_PARTS["classic"]?.() ?? [];
    assert.throws(() => variantOf(classic, wish(1)), /none of the faults that it can have makes an outage that shows/);
  });

  it("is none where the fault makes no difference to users: one backend is no worse for clients that stay with it", () => {
    const lone = split({ blue: { weight: 1, targets: 1 } });
    assert.throws(
      () => variantOf(lone, wish(1, "endless stickiness")),
      /no fault "endless stickiness" of it makes an outage that shows/,
    );
  });

  it("strikes the pool that is at fault, even where the fault was there before", () => {
    const slow = split({ blue: { weight: 50, targets: 2 }, green: { weight: 50, targets: 2 } }).map((one) =>
      one.type.endsWith(":TargetGroup") ? { ...one, inputs: { healthCheck: { interval: 200 } } } : one,
    );
    const struck = [1, 2, 3, 4, 5, 6].map((seed) => {
      const { strikes, truth } = variantOf(slow, wish(seed, "slow health check"));
      const [name = ""] = truth.faults[0]?.names ?? [];
      assert.deepEqual(
        strikes.map(({ pool }) => pool.split("::").at(-1)),
        [name],
      );
      return name;
    });
    assert.equal(new Set(struck).size, 2);
  });
});

describe("The outage of 2024-08-20", () => {
  it("locks about four of five users out, for as long as nobody does anything", () => {
    const session = new Session(incident(1, 1), { isGroup: false, limit: 1800 });
    session.advance(1800);
    const { users, times, findings, monitors } = debriefOf(session);
    assert.ok(users.worst > 0.7 && users.worst <= 1, String(users.worst));
    assert.ok(users.userMinutes / users.users / ((1800 - 120) / 60) > 0.7);
    assert.equal(times.recovered, null);
    assert.deepEqual(findings.map(({ policy, level }) => [policy, level])[0], ["at-least-two-targets", "mandatory"]);
    assert.equal(monitors[0]?.at, 240);
  });
});
