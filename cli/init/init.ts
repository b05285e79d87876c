import { EXIT } from "../exit";
import type { Terminal } from "../terminal";
import { version } from "../version";
import { answersOf, type Answers, type Given } from "./answers";
import { codeOwners } from "./code-owners";
import { configuration } from "./configuration";
import { PINS, pin } from "./pin";
import { pipeline, PIPELINES } from "./pipeline";
import { planned } from "./plan";
import { projectsIn } from "./projects";
import { contentsOf, outcomeOf, toldAs } from "./report";
import { mainBranchOf, remoteOf, repositoryOf } from "./repository";
import { allowedSigners, REVOKED, SIGNERS, signersIn } from "./signers";
import type { Wanted } from "./wanted";
import { writeAll, type NewFile } from "./write";

export interface InitOptions extends Given {
  readonly folder: string;
  /** Whether to take defaults without asking. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly format: "text" | "json";
}

/**
 * Writes what a repository needs so that its changes are judged and approved. What is there is never changed.
 *
 * @returns the exit code: 1 where a file is left as it is and lacks something.
 * @throws CommandError when nothing can be written: nothing is, then.
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<number> {
  const root = await repositoryOf(options.folder);
  const found = { projects: await projectsIn(root), remote: await remoteOf(root) };
  const answers = await answersOf(options, found, options.yes ? undefined : terminal);
  const approvers = signersIn(root) ?? answers.signers.length;
  const plan = planned(
    root,
    filesFor(root, answers, configuration(answers.preset, approvers, await mainBranchOf(root))),
  );

  const coming = plan.filter(({ state }) => state === "new").map(({ wanted }) => wanted);
  if (!options.dryRun) writeAll(root, await made(coming, terminal));
  const outcome = outcomeOf(root, plan, options.dryRun);
  terminal.out(
    options.format === "json"
      ? JSON.stringify(outcome, undefined, 2)
      : toldAs(outcome, answers.provider, approvers, terminal.paint),
  );
  if (options.dryRun && options.format === "text") terminal.out(contentsOf(coming, terminal.paint));
  return plan.some(({ state }) => state === "left") ? EXIT.findings : EXIT.clean;
}

function filesFor(root: string, { provider, projects, owners, signers }: Answers, decided: Wanted): Wanted[] {
  const rules = [decided.path, ...PINS, SIGNERS, REVOKED, ...PIPELINES[provider]];
  return [
    ...[decided, ...pin(version()), allowedSigners(signers)],
    ...[...pipeline(provider, projects), codeOwners(root, provider, rules, owners)],
  ];
}

/** The contents of files, those that a tool makes included. */
async function made(files: readonly Wanted[], terminal: Terminal): Promise<NewFile[]> {
  const all: NewFile[] = [];
  for (const { path, content } of files) {
    if (typeof content === "string") all.push({ path, content });
    else {
      terminal.progress(`Waiting for ${content.by} …`);
      all.push({ path, content: await content.make() });
    }
  }
  return all;
}
