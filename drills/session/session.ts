import { messageOf } from "../../traffic";
import type { Simulation } from "../physics/simulation";
import type { Scenario } from "../scenario/scenario";
import { change, startOf } from "../scenario/symptoms";
import { Alarms } from "./alarms";
import { ask, diff, health, logs, metrics, type Sight } from "./answers";
import { diagnosisOf, type Diagnosis } from "./diagnosis";
import type { Act, Event, Rules, Saved, Typed } from "./events";
import { fixFrom, type Fix } from "./fixes";
import { HELP } from "./help";
import { CommandProblem } from "./problem";
import { Recording, SLICE, type Slice } from "./recording";
import { lineFrom } from "./roles";
import { clock } from "./words";

type Look = (sight: Sight, args: readonly string[]) => string;

const LOOKS: ReadonlyMap<string, Look> = new Map(Object.entries({ metrics, health, logs, diff, ask }));

/** A drill under way, apart from how it is shown: lines go in, events come out, and time passes when it is told to. */
export class Session {
  readonly recording = new Recording();
  readonly acts: Act[] = [];
  readonly diagnoses: Diagnosis[] = [];
  readonly alarmed: Event[] = [];
  readonly applied: { readonly at: number; readonly asked: number; readonly text: string }[] = [];
  readonly log: { readonly at: number; readonly text: string }[] = [];
  hints = 0;
  readonly #simulation: Simulation;
  readonly #alarms: Alarms;
  readonly #typed: Typed[] = [];
  readonly #pending: { readonly at: number; readonly asked: number; readonly fix: Fix }[] = [];
  #isOver = false;

  constructor(
    readonly scenario: Scenario,
    readonly rules: Rules,
  ) {
    this.#simulation = startOf(scenario);
    this.#alarms = new Alarms(scenario.before);
  }

  /** Goes on with a drill that was kept. */
  static resumed({ scenario, rules, now, typed }: Saved): Session {
    const session = new Session(scenario, rules);
    for (const { at, line } of typed) {
      session.advance(at);
      session.submit(line);
    }
    session.advance(now);
    return session;
  }

  get now(): number {
    return this.#simulation.now;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get raised(): readonly string[] {
    return this.#alarms.raised;
  }

  saved(): Saved {
    const { scenario, rules, now } = this;
    return { version: 1, scenario, rules, now, typed: [...this.#typed] };
  }

  /** Lets time pass until a second; what happens meanwhile. */
  advance(until: number, onSlice?: (slice: Slice) => void): Event[] {
    const events: Event[] = [];
    while (this.now < Math.min(until, this.rules.limit) && !this.isOver) events.push(...this.#step(onSlice));
    if (this.now >= this.rules.limit && !this.isOver) {
      this.#isOver = true;
      events.push({ at: this.now, kind: "over", text: "Time is up." });
    }
    return events;
  }

  /** What comes of a line that somebody types. */
  submit(line: string): Event[] {
    if (line.trim() === "" || this.#isOver) return [];
    this.#typed.push({ at: this.now, line });
    const event = (kind: Event["kind"], text: string): Event => ({ at: this.now, kind, text });
    try {
      const { role, name, args } = lineFrom(line, this.rules.isGroup);
      const text = this.#do(name, args);
      this.acts.push({ at: this.now, role, name, text: args.join(" ") });
      return [event("asked", line), event(name === "done" ? "over" : "answer", text)];
    } catch (error) {
      if (!(error instanceof CommandProblem)) throw error;
      return [event("asked", line), event("problem", messageOf(error))];
    }
  }

  #step(onSlice?: (slice: Slice) => void): Event[] {
    const at = this.now;
    const events: Event[] = [];
    if (at === this.scenario.changeAt) change(this.#simulation, this.scenario);
    for (const one of this.#pending.filter((due) => due.at === at)) {
      this.#simulation.configure(one.fix.apply(this.#simulation.plant));
      this.applied.push({ at, asked: one.asked, text: one.fix.text });
      events.push({ at, kind: "applied", text: `in force: ${one.fix.text}` });
    }
    const second = this.#simulation.step();
    for (const text of second.notes) {
      this.log.push({ at, text });
      events.push({ at, kind: "log", text });
    }
    const slice = this.recording.add(second);
    if (!slice) return events;
    onSlice?.(slice);
    events.push(...this.#complaints(slice));
    for (const { text, isRaised } of this.#alarms.see(slice)) {
      const event: Event = { at: this.now, kind: isRaised ? "alarm" : "recovered", text };
      this.alarmed.push(event);
      events.push(event);
    }
    return events;
  }

  /** What the log of a load balancer says of requests that fail. */
  #complaints({ ways }: Slice): Event[] {
    return ways.flatMap(({ attempts, failed }, index): Event[] => {
      if (failed === 0) return [];
      const label = this.scenario.before.ways[index]?.label ?? "";
      const text = `${label}: ${failed} of ${attempts} requests failed within ${SLICE} s`;
      this.log.push({ at: this.now, text });
      return [{ at: this.now, kind: "log", text }];
    });
  }

  #do(name: string, args: readonly string[]): string {
    const { scenario, recording, log } = this;
    const look = LOOKS.get(name);
    if (look) return look({ scenario, recording, log, simulation: this.#simulation }, args);
    const words = args.join(" ");
    switch (name) {
      case "help":
        return HELP;
      case "ack":
        return "Noted: you are on it.";
      case "diagnose":
        if (words === "")
          throw new CommandProblem("what is wrong is expected, and where: diagnose all traffic goes to green");
        this.diagnoses.push(diagnosisOf(this.now, words, this.scenario.truth));
        return "Noted. The debrief tells whether it is so.";
      case "fix":
        return this.#fix(args);
      case "tell":
        if (words === "") throw new CommandProblem("what they are to be told is expected");
        return "Sent.";
      case "hint":
        return this.#hint();
      case "done":
        this.#isOver = true;
        return "The drill is over.";
      default:
        throw new CommandProblem(`there is no command ${name}; help lists them`);
    }
  }

  #fix(args: readonly string[]): string {
    const fix = fixFrom(args, this.#simulation.plant, this.scenario.before);
    const at = this.now + fix.takes;
    this.#pending.push({ at, asked: this.now, fix });
    return `Under way: ${fix.text}. In force at ${clock(at)}.`;
  }

  #hint(): string {
    if (this.scenario.level === 3) throw new CommandProblem("there are no hints at level 3");
    const hints = this.scenario.truth.faults.flatMap(({ hints: own }) => own);
    const hint = hints[this.hints];
    if (hint === undefined) return "There are no more hints.";
    this.hints += 1;
    return hint;
  }
}
