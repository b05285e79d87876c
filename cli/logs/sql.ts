import type { QuestionName } from "../../logs/questions/questions";
import { sqlFor, type WAREHOUSES } from "../../logs/questions/warehouse";
import { CommandError } from "../exit";
import type { Terminal } from "../terminal";
import { minuteIn, windowIn } from "./values";

export interface SqlOptions {
  readonly dialect: keyof typeof WAREHOUSES;
  readonly question: QuestionName;
  readonly table: string;
  readonly window: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

const DAY = 86_400_000;

/** Prints a question as SQL, of yesterday and today where nothing else is said. */
export function sql({ dialect, question, table, window, since, until }: SqlOptions, terminal: Terminal): void {
  const { now } = terminal;
  const [from, to] = [dayOf(since, new Date(now.getTime() - DAY)), dayOf(until, now)];
  if (from > to) throw new CommandError(`--since ${from} is after --until ${to}`);
  terminal.out(sqlFor({ warehouse: dialect, question, table, window: windowIn(window), days: { from, to } }));
}

function dayOf(text: string | undefined, otherwise: Date): string {
  return (minuteIn(text) ?? otherwise.toISOString()).slice(0, 10);
}
