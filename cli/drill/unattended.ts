import { cueFrom } from "../../drills/session/script";
import type { Session } from "../../drills/session/session";
import { CommandError } from "../exit";
import { messageOf } from "../../traffic";
import type { Terminal } from "../terminal";
import { shown } from "./show";

/**
 * Plays a script: time passes as fast as it can, up to each line's time. What comes after its end is the debrief.
 *
 * @throws CommandError that names the line which makes no sense.
 */
export async function playScript(
  session: Session,
  lines: AsyncIterable<string>,
  source: string,
  terminal: Terminal,
): Promise<void> {
  const print = (events: ReturnType<Session["advance"]>) => {
    for (const event of events) if (event.kind !== "log") terminal.out(shown(event, terminal.paint));
  };
  let number = 0;
  for await (const text of lines) {
    number += 1;
    const cue = cueAt(text, `${source}:${number}`);
    if (!cue) continue;
    const at = cue.at ?? session.now + (cue.after ?? 0);
    if (at < session.now) throw new CommandError(`${source}:${number}: it is later than that already`);
    print(session.advance(at));
    print(session.submit(cue.line));
  }
  print(session.submit(session.rules.isGroup ? "commander: done" : "done"));
}

function cueAt(text: string, where: string): ReturnType<typeof cueFrom> {
  try {
    return cueFrom(text);
  } catch (error) {
    throw new CommandError(`${where}: ${messageOf(error)}`);
  }
}
