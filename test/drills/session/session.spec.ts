import assert from "node:assert/strict";
import { debriefOf } from "../../../drills/debrief/debrief";
import { debriefMarkdown } from "../../../drills/debrief/markdown";
import { incident } from "../../../drills/scenario/incident";
import type { Level, Scenario } from "../../../drills/scenario/scenario";
import { cueFrom } from "../../../drills/session/script";
import type { Event, Saved } from "../../../drills/session/events";
import { Session } from "../../../drills/session/session";

const start = (rules: { isGroup?: boolean; limit?: number; level?: Level } = {}) =>
  new Session(incident(3, rules.level ?? 1), { isGroup: rules.isGroup ?? false, limit: rules.limit ?? 1800 });

const textOf = (events: readonly Event[]) => events.map(({ kind, text }) => `${kind}: ${text}`).join("\n");
/** What comes of a line. */
const said = (session: Session, line: string) => textOf(session.submit(line));

/** Plays lines at times. */
function play(session: Session, cues: readonly (readonly [at: number, line: string])[]): Session {
  for (const [at, line] of cues) {
    session.advance(at);
    session.submit(line);
  }
  return session;
}

const GOOD_TEAM = [
  [240, "ack"],
  [250, "metrics"],
  [255, "health"],
  [270, "diff 3"],
  [280, "diagnose listener https gives all weight to green"],
  [285, "tell we are on it"],
  [290, "fix rollback"],
  [480, "done"],
] as const;

describe("A drill", () => {
  it("is quiet until the change, and then alarms", () => {
    const session = start();
    assert.deepEqual(session.advance(120), []);
    assert.match(textOf(session.advance(300)), /alarm: errors of listener https:443 above 5 %/);
    assert.equal(session.raised.length, 2);
  });

  it("shows metrics that go up with the outage, and who is sent what", () => {
    const session = start();
    assert.match(said(session, "metrics"), /no metrics yet/);
    session.advance(110);
    assert.match(said(session, "metrics"), /listener https:443 +\d+\/s +0 %/);
    session.advance(300);
    assert.match(said(session, "metrics https"), /listener https:443 +\d+\/s +[6-9]\d %.*[▅▆▇█]/);
    assert.match(said(session, "metrics backends"), /instance green1 +\d+\/s +100 %/);
  });

  it("shows health, logs, deployments, and what people say", () => {
    const session = start();
    session.advance(300);
    assert.match(said(session, "health green"), /target group green: [01] of 1 healthy; asks the backend every 10 s/);
    assert.match(said(session, "logs 3"), /requests failed within 10 s/);
    assert.match(said(session, "diff"), /routine update/);
    assert.match(said(session, "diff 3"), /targetGroups\[1\].weight: 0 => 100/);
    assert.match(said(session, "ask support"), /about [6-9]\d % of the users/);
    assert.match(said(session, "ask deployer"), /went through without an error/);
    assert.match(said(session, "ask evenkeel"), /mandatory {2}at-least-two-targets/);
  });

  for (const [line, problem] of [
    ["dance", /there is no command dance; help lists them/],
    ["metrics mail", /there is no route "mail". There is: listener https:443/],
    ["health blu", /^asked: health blu\nanswer/],
    ["health gree blue", /there is no pool/],
    ["logs many", /a number of lines is expected/],
    ["diff 9", /a deployment from 1 to \d is expected, not "9"/],
    ["ask mother", /ask support \| ask deployer \| ask evenkeel is expected/],
    ["fix", /fix rollback \| fix weights/],
    ["fix weights https", /a weight is expected, as blue=90/],
    ["fix weights https blue=100", /a weight is expected of each pool: target group green too/],
    ["fix weights https blue=100 green=many", /a whole number from 0 to 999 is expected, not "many"/],
    ["fix scale instance 3", /"instance" may be instance blue1/],
    ["diagnose", /what is wrong is expected, and where/],
    ["tell", /what they are to be told is expected/],
  ] as const) {
    it(`says what is expected: ${line}`, () => {
      const session = start();
      session.advance(300);
      assert.match(said(session, line), problem);
    });
  }

  for (const fix of ["fix rollback", "fix weights https blue=100 green=0", "fix scale green1 5", "fix drain green"]) {
    it(`goes on with the fix: ${fix}`, () => {
      const session = start();
      session.advance(300);
      said(session, fix);
      session.advance(900);
      const { times } = debriefOf(session);
      // Without green nobody is left who has a weight.
      if (fix === "fix drain green") assert.equal(times.recovered, null);
      else assert.deepEqual([times.mitigated, times.recovered !== null], [300, true]);
    });
  }

  it("does not get better by a fix of something else", () => {
    const session = start();
    session.advance(300);
    said(session, "fix scale blue1 3");
    session.advance(900);
    assert.deepEqual([debriefOf(session).times.recovered, debriefOf(session).times.mitigated], [null, null]);
  });

  it("gives hints one after the other, but none at the last level", () => {
    const session = start();
    const hints = [said(session, "hint"), said(session, "hint"), said(session, "hint"), said(session, "hint")];
    assert.equal(new Set(hints).size, 4);
    assert.match(hints[3] ?? "", /no more hints/);
    assert.match(said(start({ level: 3 }), "hint"), /there are no hints at level 3/);
  });

  it("tells which commands there are", () => {
    const help = said(start(), "help");
    for (const command of ["metrics", "health", "diff", "diagnose", "fix rollback", "tell"]) {
      assert.ok(help.includes(command), command);
    }
  });

  it("does not take a failure of its own for a mistake of the trainee", () => {
    const broken = { ...incident(3, 1), truth: JSON.parse("{}") as Scenario["truth"] };
    const session = new Session(broken, { isGroup: false, limit: 1800 });
    assert.throws(() => session.submit("hint"), TypeError);
  });

  it("ends when its time is up, and takes nothing after that", () => {
    const session = start({ limit: 60 });
    assert.match(textOf(session.advance(600)), /over: Time is up/);
    assert.deepEqual([session.now, session.submit("metrics")], [60, []]);
  });

  it("lets each role do what is its own", () => {
    const session = start({ isGroup: true });
    session.advance(300);
    assert.match(said(session, "communications: fix rollback"), /fix is for the operator: "operator: fix rollback"/);
    assert.match(said(session, "fix rollback"), /fix is for the operator/);
    assert.match(said(session, "op: fix rollback"), /Under way/);
    assert.match(said(session, "boss: ack"), /no role is meant by boss/);
    assert.match(said(session, "comm: ack"), /no role is meant by comm/);
    assert.match(said(session, "health"), /answer: target group blue/);
    assert.match(said(session, "communications: ack"), /ack is for the commander/);
  });

  it("can be kept and gone on with, and is the same", () => {
    const [whole, kept] = [start(), start()];
    play(whole, GOOD_TEAM);
    play(kept, GOOD_TEAM.slice(0, 4));
    kept.advance(275);
    const resumed = Session.resumed(JSON.parse(JSON.stringify(kept.saved())) as Saved);
    assert.equal(resumed.now, 275);
    play(resumed, GOOD_TEAM.slice(4));
    assert.deepEqual(debriefOf(resumed), debriefOf(whole));
  });
});

describe("A debrief", () => {
  const debrief = debriefOf(play(start(), GOOD_TEAM));

  it("tells the times", () => {
    assert.deepEqual(debrief.times, {
      ...{
        changed: 120,
        hit: 120,
        alarmed: 180,
        noticed: 240,
        diagnosed: 280,
        mitigated: 290,
        recovered: 320,
        ended: 480,
      },
    });
  });

  it("tells how many users were hit, and for how long they heard nothing", () => {
    assert.equal(debrief.users.users, 450);
    assert.ok(debrief.users.worst > 0.6);
    // Three minutes and twenty seconds of outage, with about three of four locked out.
    assert.ok(Math.abs(debrief.users.userMinutes - 450 * (200 / 60) * 0.72) < 120, String(debrief.users.userMinutes));
    assert.equal(debrief.silence, 165);
  });

  it("tells whether a diagnosis names place and kind", () => {
    const session = play(start(), [
      [300, "diagnose the database is slow"],
      [310, "diagnose something with the listener"],
      [320, "diagnose weights of the listener"],
    ]);
    assert.deepEqual(
      session.diagnoses.map(({ found }) => found[0]),
      [
        { place: false, kind: false },
        { place: true, kind: false },
        { place: true, kind: true },
      ],
    );
  });

  it("tells of a drill that ended before anybody was hit, and claims nothing of it", () => {
    const early = debriefOf(play(start(), [[60, "done"]]));
    const none = { hit: null, alarmed: null, noticed: null, diagnosed: null, mitigated: null, recovered: null };
    assert.deepEqual(early.times, { ...none, changed: 120, ended: 60 });
    assert.deepEqual([early.silence, early.users.userMinutes, early.users.failedRequests], [null, 0, 0]);
    const text = debriefMarkdown(early);
    assert.match(text, /\| first users hit \| not reached \|/);
    assert.doesNotMatch(text, /without word to users|the first users are hit|users are served again/);
  });

  it("counts the silence up to the end where users are not served again", () => {
    const { times, silence } = debriefOf(
      play(start(), [
        [200, "tell we are on it"],
        [600, "done"],
      ]),
    );
    assert.deepEqual([times.recovered, silence], [null, 400]);
  });

  it("tells of one hint, and of several", () => {
    const withHints = (...cues: (readonly [number, string])[]) => debriefMarkdown(debriefOf(play(start(), cues)));
    assert.match(withHints([10, "hint"]), /1 hint was asked for\./);
    assert.match(withHints([10, "hint"], [20, "hint"]), /2 hints were asked for\./);
  });

  it("says whether the pack blocks the change, advises against it, or finds nothing in it", () => {
    const advice = debrief.findings.map((one) => ({ ...one, level: "advisory" as const }));
    assert.match(debriefMarkdown(debrief), /blocks the preview of this change/);
    assert.match(debriefMarkdown({ ...debrief, findings: advice }), /advises against this change in its preview/);
    assert.match(debriefMarkdown({ ...debrief, findings: [] }), /finds nothing in this change/);
  });

  it("has no part on how it was, where it was never real", () => {
    assert.doesNotMatch(debriefMarkdown({ ...debrief, asItWas: [] }), /As it was/);
  });

  it("is written with names that are no markup", () => {
    const text = debriefMarkdown(debriefOf(play(start(), [[300, "diagnose <img src=x> | **green**"]])));
    assert.match(text, /\\<img src=x\\> \\\| \\\*\\\*green\\\*\\\*/);
  });

  it("has the timeline of the outage as it was", () => {
    assert.match(debriefMarkdown(debrief), /\| 1:45:00 \| service restored \|/);
  });
});

describe("A line of a script", () => {
  for (const [text, cue] of [
    ["04:10 health", { at: 250, line: "health" }],
    ["1:00:05 done", { at: 3605, line: "done" }],
    ["+30 metrics backends", { after: 30, line: "metrics backends" }],
    ["wait 60", { after: 60, line: "" }],
    ["04:10", { at: 250, line: "" }],
    ["diff 3  # the update", { line: "diff 3" }],
    ["   ", undefined],
    ["# a remark", undefined],
  ] as const) {
    it(`is read: ${text}`, () => {
      assert.deepEqual(JSON.parse(JSON.stringify(cueFrom(text) ?? null)), cue ?? null);
    });
  }

  it("is refused where its time makes no sense", () => {
    assert.throws(() => cueFrom("wait a bit"), /a number of seconds is expected/);
    assert.throws(() => cueFrom("+ health"), /a number of seconds is expected/);
  });
});
