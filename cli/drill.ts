import { createInterface } from "node:readline";
import { createReadStream } from "node:fs";
import { debriefOf } from "../drills/debrief/debrief";
import { debriefMarkdown } from "../drills/debrief/markdown";
import type { FaultName } from "../drills/faults/faults";
import { incident } from "../drills/scenario/incident";
import type { Level, Scenario } from "../drills/scenario/scenario";
import { variantOf } from "../drills/scenario/variants";
import { Session } from "../drills/session/session";
import { playAt } from "./drill/attended";
import { Driver } from "./drill/driver";
import { refuseUnknownFormats, resumeSession, saveSession, writeReports } from "./drill/files";
import { servePage } from "./drill/page-server";
import { playScript } from "./drill/unattended";
import { about, CommandError, EXIT } from "./exit";
import { inputOf, type Input } from "./input";
import { printable } from "./report/words";
import type { Terminal } from "./terminal";

export interface DrillOptions {
  /** A state or a preview; the outage of 2024-08-20 where neither it nor a stack is given. */
  readonly file: string | undefined;
  readonly stack: string | undefined;
  readonly level: Level;
  readonly seed: number | undefined;
  readonly fault: FaultName | undefined;
  /** Whether a group plays it, in roles. */
  readonly group: boolean;
  /** Minutes after which it ends. */
  readonly limit: number;
  /** Seconds of the drill in a second. */
  readonly speed: number;
  readonly script: string | undefined;
  readonly save: string | undefined;
  readonly resume: string | undefined;
  readonly report: readonly string[];
  /** Whether to serve a page for the facilitator. */
  readonly page: boolean;
  readonly json: boolean;
}

/**
 * Rehearses an outage: with a person at the terminal, or with a script.
 *
 * @returns the exit code: 1 where users were not served again.
 * @throws CommandError when no drill can be made.
 */
export async function drill(options: DrillOptions, terminal: Terminal): Promise<number> {
  refuseUnknownFormats(options.report);
  const session = await sessionFor(options, terminal);
  const { screen } = terminal;
  const isAttended = options.script === undefined && screen !== undefined;
  const quiet = options.json ? { ...terminal, out: () => undefined } : terminal;
  if (options.page && !isAttended) throw new CommandError("--page is for a drill at a terminal");
  quiet.out(`${terminal.paint.bold(printable(session.scenario.title))}\n${session.scenario.briefing}\n`);
  if (isAttended) await attend(screen, session, options, terminal);
  else {
    const source = options.script ?? "standard input";
    const input = options.script === undefined ? terminal.stdin : createReadStream(options.script);
    await about(source, () => playScript(session, createInterface({ input }), source, quiet));
  }
  if (options.save !== undefined) await saveSession(options.save, session);
  if (!session.isOver) {
    terminal.out(options.save === undefined ? "Left." : `Kept. Go on with: evenkeel drill --resume ${options.save}`);
    return EXIT.clean;
  }
  const debrief = debriefOf(session);
  await writeReports(options.report, debrief);
  terminal.out(options.json ? JSON.stringify(debrief, undefined, 2) : printable(debriefMarkdown(debrief)));
  return debrief.times.recovered === null && debrief.times.hit !== null ? EXIT.findings : EXIT.clean;
}

async function attend(
  screen: NodeJS.WriteStream,
  session: Session,
  options: DrillOptions,
  terminal: Terminal,
): Promise<void> {
  const driver = new Driver(session, options.speed);
  const page = options.page ? await servePage(driver) : undefined;
  if (page) terminal.out(`The facilitator's page: ${page.url}\n`);
  try {
    await playAt(screen, driver, terminal);
  } finally {
    await page?.close();
  }
}

async function sessionFor(options: DrillOptions, terminal: Terminal): Promise<Session> {
  const { file, stack, resume } = options;
  if (resume !== undefined) {
    if (file !== undefined || stack !== undefined)
      throw new CommandError("--resume goes on with a drill; it takes no stack");
    return resumeSession(resume);
  }
  const rules = { isGroup: options.group, limit: options.limit * 60 };
  return new Session(await scenarioFor(options, terminal), rules);
}

async function scenarioFor(options: DrillOptions, terminal: Terminal): Promise<Scenario> {
  const { level, seed = chance(), fault } = options;
  const input = await inputOf(options, terminal);
  if (!input) {
    if (fault !== undefined)
      throw new CommandError("--fault needs a stack; without one it is the outage of 2024-08-20");
    return incident(seed, level);
  }
  return about(input.source, () => {
    const scenario = variantOf(input.resources, { level, seed, fault, hide: hiderOf(input) });
    // It is known only of what has been read, so of what decides traffic.
    const secret = input.resources.find(({ urn }) => input.secrets.hasNumberOf(urn));
    if (secret) throw new CommandError(`a number of ${secret.name} is secret, and a drill would show it`);
    return scenario;
  });
}

function hiderOf({ secrets }: Input): (text: string) => string {
  return (text) => secrets.without(text);
}

/** A drill that nobody has seen. */
function chance(): number {
  return Math.floor(Math.random() * 1e6);
}
