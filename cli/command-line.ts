import yargs, { type Argv } from "yargs";
import { messageOf } from "../traffic/errors";
import { approvalsCommand } from "./commands/approvals";
import { approveCommand } from "./commands/approve";
import { baselineCommand } from "./commands/baseline";
import { checkCommand } from "./commands/check";
import { compareCommand } from "./commands/compare";
import { drillCommand } from "./commands/drill";
import { initCommand } from "./commands/init";
import { liveCommand } from "./commands/live";
import { logsCommand } from "./commands/logs";
import { reviewCommand } from "./commands/review";
import { runbookCommand } from "./commands/runbook";
import type { Command } from "./commands/command";
import { EXIT } from "./exit";
import { STANDARD_INPUT, type Terminal } from "./terminal";
import { version } from "./version";

/**
 * Runs the command that the arguments ask for. What a command needs is loaded only for it.
 *
 * @returns the exit code: 0 clean, 1 findings of the level that is asked for, 2 could not run.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.clean;
  const parser = commands(terminal, (one) => (code = one));
  try {
    await parser.parseAsync(
      args.map((arg) => (arg === "-" ? STANDARD_INPUT : arg)),
      {},
      (_error, _argv, output) => {
        // Help, the version and completions; what is wrong is thrown.
        if (output !== "") terminal.out(output);
      },
    );
    return code;
  } catch (error) {
    const { paint } = terminal;
    terminal.err(`${paint.red(paint.bold("error"))}: ${messageOf(error)}`);
    return EXIT.failed;
  }
}

/** In the order of the help. */
const COMMANDS: readonly Command[] = [
  checkCommand,
  compareCommand,
  liveCommand,
  baselineCommand,
  reviewCommand,
  approveCommand,
  approvalsCommand,
  initCommand,
  logsCommand,
  drillCommand,
  runbookCommand,
];

function commands(terminal: Terminal, end: (code: number) => void): Argv {
  const parser = yargs()
    .scriptName("evenkeel")
    .locale("en")
    .usage("$0 <command>\n\nHow a stack shares its traffic, and whether some of it concentrates.");
  return COMMANDS.reduce((all, add) => add(all, { terminal, end }), parser)
    .completion("completion", "Print a script for the completion of commands and options in bash or zsh")
    .demandCommand(1, 1, "A command is expected; evenkeel --help lists them.")
    .recommendCommands()
    .strict()
    .version(version())
    .alias({ help: "h", version: "V" })
    .epilogue("Exit code: 0 clean, 1 findings of the level that is asked for, 2 could not run.\nNO_COLOR is honoured.")
    .wrap(Math.min(terminal.columns ?? 100, 120))
    .exitProcess(false)
    .fail((message, error: Error | undefined) => {
      throw error ?? new Error(message);
    });
}
