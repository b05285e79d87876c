import { createInterface } from "node:readline";
import { cueFrom } from "../../drills/session/script";
import { HELP } from "../../drills/session/help";
import { clock } from "../../drills/session/words";
import { messageOf } from "../../traffic";
import type { Terminal } from "../terminal";
import type { Driver } from "./driver";
import { shown } from "./show";

const ERASE_LINE = "\r\x1b[2K";

/** Commands that a tab completes. */
const WORDS = [
  ...[
    "ack",
    "ask support",
    "ask deployer",
    "ask evenkeel",
    "diagnose ",
    "diff",
    "done",
    "fix rollback",
    "fix weights ",
  ],
  ...["fix scale ", "fix drain ", "health", "help", "hint", "logs", "metrics", "metrics backends", "pause", "resume"],
  ...["tell ", "wait "],
];

/** Plays with a person at a terminal: what happens appears above the line that is being typed. */
export async function playAt(screen: NodeJS.WriteStream, driver: Driver, terminal: Terminal): Promise<void> {
  const { session } = driver;
  const { paint } = terminal;
  const asking = createInterface({
    input: terminal.stdin,
    output: screen,
    completer: (line: string) => [WORDS.filter((word) => word.startsWith(line)), line],
  });
  const prompt = () => {
    const alarms = session.raised.length;
    const state = alarms > 0 ? paint.red(`${alarms} ${alarms === 1 ? "alarm" : "alarms"}`) : paint.green("ok");
    asking.setPrompt(`${paint.dim(clock(session.now))} ${driver.isPaused ? "paused" : state} > `);
  };
  const print = (text: string) => {
    screen.write(`${ERASE_LINE}${text}\n`);
    prompt();
    asking.prompt(true);
  };
  driver.follow({
    onEvents: (events) => {
      for (const event of events) if (event.kind !== "log" && event.kind !== "asked") print(shown(event, paint));
    },
    onPause: (isPaused) => {
      print(isPaused ? "Time stands still; resume lets it go on." : "Time goes on.");
    },
  });
  asking.on("line", (line) => {
    try {
      enter(line, driver);
    } catch (error) {
      print(paint.yellow(messageOf(error)));
    }
    prompt();
    asking.prompt();
  });
  asking.on("close", () => {
    driver.leave();
  });
  // The clock in the prompt runs while nobody types.
  const ticking = setInterval(() => {
    prompt();
    asking.prompt(true);
  }, 1000);
  print(HELP);
  await driver.run();
  clearInterval(ticking);
  asking.close();
  screen.write(ERASE_LINE);
}

function enter(line: string, driver: Driver): void {
  const word = line.trim().toLowerCase();
  if (word === "pause" || word === "resume") {
    driver.pause(word === "pause");
    return;
  }
  const cue = cueFrom(line);
  if (!cue) return;
  if (cue.after !== undefined) driver.skip(cue.after);
  driver.submit(cue.line);
}
