import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { baselineOf, withExemptions } from "../policies/baseline";
import type { Configuration } from "../policies/findings";
import { readStackFile } from "../sources/stack-file";
import { readGraph, Traffic } from "../traffic";

const USAGE = `Usage: node baseline.js STATE [--config FILE] [--until DAY] [--reason TEXT]

Prints a policy configuration that lets today's findings pass until a day, as long as they do not get worse.

  STATE          what \`pulumi stack export\` or \`pulumi preview --json --show-sames\` writes; - for standard input
  --config FILE  the configuration in use: it is kept, and what it exempts already is not exempted twice
  --until DAY    the last day on which the exemptions hold, as 2026-12-31; 90 days from now by default
  --reason TEXT  why; "baseline of" today by default`;

const DAY = 24 * 60 * 60 * 1000;

/** @returns the exit code: 0 when the configuration is printed, 2 when it cannot be made. */
export function main(args: readonly string[], print: { out: (text: string) => void; err: (text: string) => void }) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const [file, ...others] = positionals;
    if (values.help === true) {
      print.out(USAGE);
      return 0;
    }
    if (file === undefined || others.length > 0) throw new Error(`one state file is expected.\n\n${USAGE}`);
    print.out(JSON.stringify(baseline(file, values), undefined, 2));
    return 0;
  } catch (error) {
    print.err(`error: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

const OPTIONS = {
  config: { type: "string" },
  until: { type: "string" },
  reason: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

interface Values {
  readonly config?: string | undefined;
  readonly until?: string | undefined;
  readonly reason?: string | undefined;
}

function baseline(file: string, { config, until, reason }: Values): Configuration {
  const now = new Date();
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const term = {
    until: until ?? day(new Date(now.getTime() + 90 * DAY)),
    reason: reason ?? `baseline of ${day(now)}`,
  };
  const configuration = config === undefined ? {} : named(config, () => JSON.parse(read(config)) as Configuration);
  const resources = named(file, () => readStackFile(read(file)).resources);
  const traffic = new Traffic(readGraph(resources));
  return withExemptions(configuration, baselineOf(traffic, configuration, term, now));
}

function read(file: string): string {
  return readFileSync(file === "-" ? 0 : file, "utf8");
}

/** An error that says which file it is about. */
function named<Result>(file: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (require.main === module) {
  process.exitCode = main(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  });
}
