import type { Argv } from "yargs";
import type { Terminal } from "../terminal";

/** How a command is run. */
interface Running {
  readonly terminal: Terminal;
  /** Told the exit code by a command that may end with another one than 0. */
  readonly end: (code: number) => void;
}

/** Adds a command to the parser of the command line. What it runs is loaded only when it is asked for. */
export type Command = (yargs: Argv, running: Running) => Argv;
