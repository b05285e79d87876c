import type { Argv, Options } from "yargs";
import { limitsIn } from "../logs/values";
import { LOG_FORMATS } from "../report/logs/formats";
import type { Command } from "./command";
import { quietly } from "./options";

// What is not global is not an option of the command within this one.
const TEXT = { type: "string", requiresArg: true, global: false } as const satisfies Options;
const NUMBER = { type: "number", requiresArg: true, global: false } as const satisfies Options;

/** The options of `evenkeel logs`. */
const LOGS = {
  format: {
    choices: LOG_FORMATS,
    default: "text" as const,
    alias: "f",
    global: false,
    description: "How the report is written",
  },
  window: { ...TEXT, default: "5m", description: "Length of a window, as 1m, 5m, 1h" },
  since: { ...TEXT, description: "Count from this minute, as 2026-01-31T12:00Z or 2026-01-31" },
  until: { ...TEXT, description: "Count until this minute" },
  zone: { ...TEXT, array: true, nargs: 1, description: "Zone of a block of addresses, as eu-west-1a=10.0.1.0/24" },
  stack: {
    ...TEXT,
    alias: "s",
    description: "Compare with this stack, of which the Pulumi CLI is asked for the state",
    global: false,
  },
  state: { ...TEXT, description: "Compare with this state, what pulumi stack export writes" },
  "max-share": { ...NUMBER, description: "End with 1 where one target of a pool got more than this, 0 to 1" },
  "min-effective": {
    ...NUMBER,
    description: "End with 1 where a pool shared as fewer equally busy backends than this",
  },
  "min-requests": { ...NUMBER, default: 100, description: "Requests below which a pool is not judged by these two" },
  follow: {
    type: "boolean",
    default: false,
    description: "Go on as files grow, or with what comes from standard input",
    global: false,
  },
  metrics: { ...TEXT, description: "With --follow: serve metrics for Prometheus on this port, or host:port" },
  webhook: { ...TEXT, description: "With --follow: tell this URL of what is too concentrated, rather than to end" },
  quiet: { type: "boolean", default: false, global: false, alias: "q", description: "Without tables or progress" },
} as const satisfies Record<string, Options>;

/** The questions, and whom they can be put to; a test holds these to what there is. */
const ASKING = {
  dialect: { choices: ["athena", "bigquery", "duckdb"] as const, demandOption: true, description: "Whom to ask" },
  question: {
    choices: ["targets", "routes", "zones", "windows", "effective", "favourites"] as const,
    default: "targets" as const,
    description: "What to ask",
  },
  window: LOGS.window,
  since: { ...TEXT, description: "The first day, as 2026-01-31; yesterday by default" },
  until: { ...TEXT, description: "The last day; today by default" },
  table: { ...TEXT, demandOption: true, description: "The table, with its database or data set, as logs.alb" },
} as const satisfies Record<string, Options>;

export const logsCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "logs [sources..]",
    "Say who got how much, from the access logs of load balancers",
    (own) =>
      withoutGuesses(own)
        .options(LOGS)
        .command(
          "sql",
          "Print a question as SQL, for the tables that AlbLogTable and LoadBalancerLogSink make",
          (its) => its.options(ASKING),
          async ({ dialect, question, table, window, since, until }) => {
            const { sql } = await import("../logs/sql.js");
            sql({ dialect, question, table, window, since, until }, terminal);
          },
        )
        .positional("sources", {
          type: "string",
          array: true,
          default: [],
          description: "Files, folders, s3://bucket/prefix, gs://bucket/prefix; - for standard input",
        })
        .example("$0 logs s3://acme-logs/AWSLogs --since 2026-01-31", "Ask the logs of a bucket")
        .example("$0 logs logs/ --state state.json --format html > shared.html", "Compare with what is configured"),
    async ({ sources, zone = [], since, until, stack, state, ...options }) => {
      const { logs } = await import("../logs/logs.js");
      const { window, format, quiet, follow, metrics, webhook } = options;
      const limits = limitsIn(options);
      const counted = { sources: sources.map(String), window, since, until, zone, stack, state, limits };
      const asked = { ...counted, format, quiet, follow, metrics, webhook };
      end(await logs(asked, quietly(terminal, quiet)));
    },
  );

/** A source may be called almost as the command within this one, as `.` and `alb` are: that is no slip of the pen. */
function withoutGuesses<Args>(yargs: Argv<Args>): Argv<Args> {
  const guessing: { recommendCommands(whether: boolean): unknown } = yargs;
  guessing.recommendCommands(false);
  return yargs;
}
