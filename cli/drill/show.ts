import type { Event } from "../../drills/session/events";
import { clock } from "../../drills/session/words";
import { printable } from "../report/words";
import type { Paint } from "../terminal";

/** What a person sees of an event: a line, or the lines of an answer. */
export function shown({ at, kind, text }: Event, paint: Paint): string {
  const words = printable(text);
  const line = (mark: string) => `${paint.dim(clock(at))}  ${mark}`;
  switch (kind) {
    case "alarm":
      return line(paint.red(paint.bold(`ALARM ${words}`)));
    case "recovered":
      return line(paint.green(`OK    ${words}`));
    case "applied":
      return line(paint.cyan(words));
    case "log":
      return line(paint.dim(words));
    case "asked":
      return line(paint.bold(`> ${words}`));
    case "problem":
      return paint.yellow(words);
    case "over":
      return paint.bold(words);
    case "answer":
      return words;
  }
}
