import assert from "node:assert/strict";
import type { Plant } from "../../../drills/physics/plant";
import { incident } from "../../../drills/scenario/incident";
import type { Scenario } from "../../../drills/scenario/scenario";
import { Session } from "../../../drills/session/session";
import { CHECK, member, plant, pool } from "../support";

/** A drill of a service that is left as it is, after some seconds. */
function drillOf(service: Plant, seconds: number, own: Partial<Scenario> = {}): (line: string) => string {
  const scenario = { ...incident(1, 1), before: service, after: service, ...own };
  const session = new Session(scenario, { isGroup: false, limit: 1800 });
  session.advance(seconds);
  return (line) => session.submit(line).at(-1)?.text ?? "";
}

const WEB = plant(10, [[pool("web pool", [member("web1"), member("web2")]), 1]]);

describe("What a trainee looks at", () => {
  it("tells before the change that all is well, whoever is asked", () => {
    const ask = drillOf(WEB, 60);
    assert.equal(ask("ask support"), "Support: nobody has called.");
    assert.equal(ask("ask deployer"), "Nobody is deploying.");
    assert.equal(ask("ask evenkeel"), "evenkeel check: no findings.");
    assert.equal(ask("logs"), "The log is empty.");
  });

  it("says so where the pack finds nothing in the change", () => {
    const ask = drillOf(WEB, 130, { truth: { faults: [], findings: [] } });
    assert.equal(ask("ask evenkeel"), "evenkeel check: nothing that was not there before the last change.");
  });

  it("shows fifteen lines of the log, where no number is given", () => {
    const weak = plant(50, [[pool("web pool", [member("web1", { capacity: 1 })]), 1]]);
    const look = drillOf(weak, 600);
    assert.equal(look("logs").split("\n").length, 15);
    assert.equal(look("logs 2").split("\n").length, 2);
  });

  it("shows of a service without traffic that there is none, and no number that is none", () => {
    const look = drillOf({ ...WEB, ways: WEB.ways.map((way) => ({ ...way, rate: 0 })) }, 60);
    assert.match(look("metrics"), /listener web:443 +0\/s +0 % +0\.0 s +0 %/);
    assert.match(look("metrics backends"), /web1 +0\/s +0 %\nweb2 +0\/s +0 %$/);
  });

  it("shows what the backends are sent by one route only, where one is named", () => {
    const [web] = WEB.ways;
    assert.ok(web);
    const door = { ...web, id: "api", label: "listener api:8443", sends: [{ pool: "api pool", weight: 1 }] };
    const look = drillOf({ ways: [web, door], pools: [...WEB.pools, pool("api pool", [member("api1")])] }, 60);
    assert.match(look("metrics backends api"), /api1 +\d+\/s +100 %/);
    assert.match(look("metrics backends web"), /api1 +0\/s +0 %/);
  });

  it("tells which backends a load balancer has found unhealthy", () => {
    const look = drillOf(WEB, 200, { strikes: [{ kind: "all backends hang", pool: "web pool" }] });
    assert.match(look("health"), /^web pool: 0 of 2 healthy.*\n {2}web1 +a +UNHEALTHY\n {2}web2 +a +UNHEALTHY$/);
  });

  it("tells how each pool is checked, and of one that has no backends", () => {
    const look = drillOf(
      plant(10, [
        [pool("asked", [member("a1")]), 1],
        [pool("tried", [member("t1")], { check: { ...CHECK, portOnly: true } }), 1],
        [pool("unwatched", [member("u1")], { check: null }), 1],
        [pool("bare", []), 0],
      ]),
      30,
    );
    assert.match(look("health asked"), /^asked: 1 of 1 healthy; asks the backend every 10 s.*\n {2}a1 +a +healthy$/);
    assert.match(look("health tried"), /asks the port every 10 s/);
    assert.match(look("health unwatched"), /; no health check\n {2}u1 +a +not checked$/);
    assert.match(look("health bare"), /^bare: 0 of 0 healthy.*\n {2}no backends$/);
  });
});
