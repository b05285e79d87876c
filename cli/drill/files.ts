import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { debriefMarkdown } from "../../drills/debrief/markdown";
import type { Debrief } from "../../drills/debrief/debrief";
import type { Saved } from "../../drills/session/events";
import { Session } from "../../drills/session/session";
import { messageOf } from "../../traffic";
import { about, CommandError } from "../exit";
import { debriefHtml } from "./html";

const FORMATS: ReadonlyMap<string, (debrief: Debrief) => string> = new Map([
  [".md", debriefMarkdown],
  [".html", debriefHtml],
]);

/** @throws CommandError when a report has a name by which its format is not known. */
export function refuseUnknownFormats(files: readonly string[]): void {
  const wrong = files.find((file) => !FORMATS.has(extname(file)));
  if (wrong !== undefined) throw new CommandError(`${wrong}: the name of a report must end with .md or .html`);
}

/** @throws CommandError that names the file which cannot be written. */
export async function writeReports(files: readonly string[], debrief: Debrief): Promise<void> {
  for (const file of files) {
    const format = FORMATS.get(extname(file));
    if (format)
      await about(file, () => {
        writeWhole(file, format(debrief));
      });
  }
}

export function saveSession(file: string, session: Session): Promise<void> {
  return about(file, () => {
    writeWhole(file, JSON.stringify(session.saved()));
  });
}

/** @throws CommandError that names the file and what is wrong with it. */
export function resumeSession(file: string): Promise<Session> {
  return about(file, () => {
    const saved = parsed(readFileSync(file, "utf8"));
    if (!isSaved(saved)) throw new CommandError("it holds no drill that this version has kept");
    return Session.resumed(saved);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`it holds no drill: ${messageOf(error)}`);
  }
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== "object" || value === null) return false;
  const { version, scenario, rules, now, typed } = value as Partial<Record<keyof Saved, unknown>>;
  const isObject = (one: unknown) => typeof one === "object" && one !== null;
  return version === 1 && isObject(scenario) && isObject(rules) && typeof now === "number" && Array.isArray(typed);
}

/** A file that was there stays whole until the new one is. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.part`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
