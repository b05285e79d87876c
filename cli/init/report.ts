import type { Paint } from "../terminal";
import type { Planned } from "./plan";
import type { Provider } from "./providers";
import type { Lack, Wanted } from "./wanted";

/** What has become of each file, for programs. */
export interface Outcome {
  readonly root: string;
  readonly files: readonly FileOutcome[];
}

interface FileOutcome {
  readonly path: string;
  readonly state: "written" | "would be written" | "unchanged" | "left";
  readonly lack?: Lack;
}

export function outcomeOf(root: string, plan: readonly Planned[], dryRun: boolean): Outcome {
  const files = plan.map(({ wanted, state, lack }): FileOutcome => {
    const told = state === "new" ? (dryRun ? "would be written" : "written") : state;
    return { path: wanted.path, state: told, ...(lack ? { lack } : {}) };
  });
  return { root, files };
}

/** What has become of each file, and what is left to do. */
export function toldAs({ root, files }: Outcome, provider: Provider, approvers: number, paint: Paint): string {
  const width = Math.max(...files.map(({ path }) => path.length));
  const colours = { written: paint.green, "would be written": paint.green, unchanged: paint.dim, left: paint.yellow };
  const rows = files.map(({ path, state, lack }) => {
    const said = state === "left" ? `left as it is: ${lack?.what ?? ""}` : state;
    const lines = (lack?.lines ?? []).map((line) => `\n    ${line}`).join("");
    return `${path.padEnd(width)}  ${colours[state](said)}${lines}`;
  });
  const branch =
    provider === "github"
      ? "Have the branch require the check evenkeel, two reviews and code owners: ProtectedRepository of evenkeel/github does."
      : "Have the project demand two approvals, code owners, and that pipelines succeed.";
  const next = [
    "Commit these files.",
    ...(approvers < 2
      ? ["Two people have to approve a change: add the key of each with --signer, or to .evenkeel/allowed_signers."]
      : []),
    "Give the pipeline PULUMI_ACCESS_TOKEN, and credentials of the cloud.",
    branch,
  ];
  return [root, ...rows, "", paint.bold("Next"), ...next.map((step) => `- ${step}`)].join("\n");
}

/** The contents of files that are not written yet. */
export function contentsOf(files: readonly Wanted[], paint: Paint): string {
  return files
    .map(({ path, content }) => {
      const text = typeof content === "string" ? content.trimEnd() : `(made by ${content.by})`;
      return `\n${paint.bold(path)}\n\n${text.replace(/^(?=.)/gm, "    ")}`;
    })
    .join("\n");
}
