import yargs, { type Argv } from "yargs";
import { messageOf } from "../traffic/errors";
import { drilling } from "./drill/options";
import { EXIT } from "./exit";
import { FAILURES, type FailOn } from "./fail-on";
import { initialising } from "./init/options";
import { asking, counting, limitsIn } from "./logs/options";
import { approving, changing, CHECKOUT, judging, SEVERAL, STACK, TEXT } from "./options";
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

function commands(terminal: Terminal, end: (code: number) => void): Argv {
  const quietly = (quiet: boolean): Terminal => (quiet ? { ...terminal, progress: () => undefined } : terminal);
  return yargs()
    .scriptName("evenkeel")
    .locale("en")
    .usage("$0 <command>\n\nHow a stack shares its traffic, and whether some of it concentrates.")
    .command(
      "check [files..]",
      "Judge stacks: states, or previews of a change",
      (own) =>
        judging(own)
          .positional("files", {
            type: "string",
            array: true,
            default: [],
            description: "What pulumi stack export or pulumi preview --json --show-sames writes; - for standard input",
          })
          .option("stack", {
            ...STACK,
            array: true,
            nargs: 1,
            description: "Stack whose state the Pulumi CLI is asked for",
          })
          .option("live", LIVE)
          .option("fail-on", failing(["mandatory", "advisory", "never"], ["mandatory"]))
          .example("pulumi stack export | $0 check -", "Judge what is deployed")
          .example("$0 check --stack dev --stack prod", "Judge two stacks of this project")
          .example("$0 check preview.json --format sarif > evenkeel.sarif", "Findings for code scanning"),
      async ({ files, stack = [], live, failOn, quiet, ...options }) => {
        const { check } = await import("./check.js");
        const { config, format, sarifLocation } = options;
        const asked = { files: files.map(String), stack, live, failOn, quiet, config, format, sarifLocation };
        end(await check(asked, quietly(quiet)));
      },
    )
    .command(
      "compare [before] [after]",
      "Say what a change does to each route",
      (own) =>
        judging(own)
          .positional("before", { type: "string", description: "A state, or a preview that shows both sides" })
          .positional("after", { type: "string", description: "The state or preview that it is compared with" })
          .option("stack", { ...STACK, description: "Stack of which the Pulumi CLI is asked for a preview" })
          .option("live", LIVE)
          .option("fail-on", failing(FAILURES, ["mandatory", "collapse"]))
          .example("$0 compare preview.json --format markdown", "A comment for the pull request")
          .example("$0 compare monday.json friday.json", "What became of the traffic in between")
          .example("$0 compare state.json --live", "What others have moved since the stack was deployed")
          .example("$0 compare --stack prod --fail-on worse", "Let nothing get worse"),
      async ({ before, after, stack, live, failOn, quiet, config, format, sarifLocation }) => {
        const { compare } = await import("./compare.js");
        const asked = { before, after, stack, live, failOn, quiet, config, format, sarifLocation };
        end(await compare(asked, quietly(quiet)));
      },
    )
    .command(
      "live <cloud>",
      "Judge what a cloud runs now, with the health of its targets; it only reads",
      (own) =>
        judging(own)
          .positional("cloud", { choices: ["aws", "gcp"] as const, demandOption: true, description: "Whom to ask" })
          .options({
            region: { ...SEVERAL, description: "Region of AWS; that of the SDK's own configuration by default" },
            project: { ...SEVERAL, description: "Project of Google Cloud; that of the credentials by default" },
            permissions: {
              type: "boolean",
              default: false,
              description: "Print the least policy of AWS, or role of Google Cloud, that this needs",
            },
            "fail-on": failing(["mandatory", "advisory", "never"], ["mandatory"]),
          })
          .conflicts("region", "project")
          .example("$0 live aws --region eu-west-1 --region us-east-1", "Judge two regions")
          .example("$0 live gcp --project shop-prod --format html > now.html", "See where traffic goes now")
          .example("$0 live aws --permissions", "What the reader must be allowed to do"),
      async ({ cloud, region = [], project = [], permissions, failOn, quiet, config, format, sarifLocation }) => {
        const { live } = await import("./live.js");
        const other = cloud === "aws" ? project : region;
        if (other.length > 0)
          throw new Error(cloud === "aws" ? "AWS has regions, no projects" : "Give --project, not --region");
        const places = cloud === "aws" ? region : project;
        const asked = { cloud, places, permissions, failOn, quiet, config, format, sarifLocation };
        end(await live(asked, quietly(quiet)));
      },
    )
    .command(
      "baseline <file>",
      "Print a configuration that lets today's findings pass for a time, as long as they do not get worse",
      (own) =>
        own
          .positional("file", {
            type: "string",
            demandOption: true,
            description: "A state or preview; - for standard input",
          })
          .options({
            config: {
              type: "string",
              requiresArg: true,
              alias: "c",
              description: "The configuration in use; it is kept",
            },
            until: {
              type: "string",
              requiresArg: true,
              description: "The last day, as 2026-12-31; 90 days from now by default",
            },
            reason: { type: "string", requiresArg: true, description: 'Why; "baseline of" today by default' },
          })
          .example("$0 baseline state.json --until 2027-03-31 > evenkeel.json", "Start with a stack that has findings"),
      async ({ file, config, until, reason }) => {
        const { baseline } = await import("./baseline.js");
        await baseline({ file, config, until, reason }, terminal);
      },
    )
    .command(
      "review [before] [after]",
      "Show what a change does to the traffic, and the digest by which it is approved",
      (own) =>
        changing(own)
          .option("format", { choices: ["text", "markdown", "json"] as const, default: "text" as const, alias: "f" })
          .example("$0 review preview.json", "Look at the change of a preview"),
      async ({ before, after, stack, config, format }) => {
        const { review } = await import("./review.js");
        end(await review({ before, after, stack, config, format }, terminal));
      },
    )
    .command(
      "approve [before] [after]",
      "Sign a change with your SSH key, as a file to commit",
      (own) =>
        approving(changing(own)).example(
          "$0 approve preview.json --digest 3b5d… --key ~/.ssh/id_ed25519",
          "Approve the change that you have looked at",
        ),
      async ({ before, after, stack, config, checkout, digest, key, as, days, breakGlass, deployed, yes }) => {
        const { approve } = await import("./approve.js");
        const asked = { before, after, stack, config, checkout, digest, key, as, days, breakGlass, deployed, yes };
        end(await approve(asked, terminal));
      },
    )
    .command(
      "approvals [before] [after]",
      "List the approvals of a change, and hold them against who may give them",
      (own) =>
        changing(own)
          .options({
            checkout: CHECKOUT,
            base: { ...TEXT, description: "The protected branch; as configured by default" },
          })
          .option("format", { choices: ["text", "json"] as const, default: "text" as const, alias: "f" })
          .example("$0 approvals preview.json --base origin/main", "Whether the change may go live"),
      async ({ before, after, stack, config, checkout, base, format }) => {
        const { approvals } = await import("./approvals.js");
        end(await approvals({ before, after, stack, config, checkout, base, format }, terminal));
      },
    )
    .command(
      "init [folder]",
      "Write what a repository needs so that its changes are judged and approved; nothing that is there is changed",
      (own) => initialising(own),
      async ({ folder, provider, project = [], stack = [], preset, owners = [], signer = [], yes, dryRun, format }) => {
        const { init } = await import("./init/init.js");
        end(await init({ folder, provider, project, stack, preset, owners, signer, yes, dryRun, format }, terminal));
      },
    )
    .command(
      "logs [sources..]",
      "Say who got how much, from the access logs of load balancers",
      (own) =>
        counting(own)
          .command(
            "sql",
            "Print a question as SQL, for the tables that AlbLogTable and LoadBalancerLogSink make",
            asking,
            async ({ dialect, question, table, window, since, until }) => {
              const { sql } = await import("./logs/sql.js");
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
        const { logs } = await import("./logs/logs.js");
        const { window, format, quiet, follow, metrics, webhook } = options;
        const limits = limitsIn(options);
        const counted = {
          sources: sources.map(String),
          window,
          since,
          until,
          zone,
          stack,
          state,
          limits,
          format,
          quiet,
        };
        const asked = { ...counted, follow, metrics, webhook };
        end(await logs(asked, quietly(quiet)));
      },
    )
    .command(
      "drill [file]",
      "Rehearse an outage: that of 2024-08-20, or one that a hidden fault makes of a stack of yours",
      drilling,
      async ({ file, script, resume, ...options }) => {
        const { drill } = await import("./drill.js");
        end(await drill({ file, script, resume, ...options, json: options.format === "json" }, terminal));
      },
    )
    .command(
      "runbook [file]",
      "Write the runbook of each load balancer, with the commands and the values that an outage needs",
      (own) =>
        own
          .positional("file", { type: "string", description: "A state; - for standard input" })
          .options({
            stack: { ...STACK, description: "Stack whose state the Pulumi CLI is asked for" },
            contact: { ...SEVERAL, default: [], description: "Whom to tell; may be given again" },
          })
          .example('$0 runbook --stack prod --contact "on call: #platform" > runbook.md', "Keep it with the program"),
      async ({ file, stack, contact }) => {
        const { runbook } = await import("./runbook.js");
        await runbook({ file, stack, contact }, terminal);
      },
    )
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

const LIVE = {
  type: "boolean",
  default: false,
  description: "Ask the clouds, with your credentials, what has been moved since the stack was deployed",
} as const;

function failing(choices: readonly FailOn[], byDefault: FailOn[]) {
  const coerce = (all: FailOn[]) => all;
  return {
    choices,
    array: true,
    default: byDefault,
    coerce,
    nargs: 1,
    description: "What makes it end with 1",
  } as const;
}
