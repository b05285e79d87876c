import { changeIn } from "./change";
import type { Asked } from "./compare";
import { readConfiguration } from "./configuration-file";
import { EXIT } from "./exit";
import { rendered } from "./report/formats";
import { comparisonOf } from "./report/report-of";
import type { Terminal } from "./terminal";

export interface ReviewOptions extends Asked {
  readonly config: string | undefined;
  readonly format: "text" | "markdown" | "json";
}

/** Shows a person what a change does to the traffic, and the digest by which it is approved. */
export async function review({ config, format, ...asked }: ReviewOptions, terminal: Terminal): Promise<number> {
  const configuration = await readConfiguration(config);
  const { before, after, stack, previous, digest } = await changeIn(asked, configuration, terminal);
  const report = { version: 1 as const, stacks: [comparisonOf(before, after)] };
  if (format === "json") {
    terminal.out(JSON.stringify({ version: 1, stack, previous, digest, report }, undefined, 2));
    return EXIT.clean;
  }
  const shown = await rendered(report, { format, isBrief: false, location: undefined }, terminal);
  const code = (text: string) => (format === "markdown" ? `\`${text}\`` : text);
  const facts = [`Stack: ${code(stack)}`, `Digest: ${code(digest)}`, `From: ${code(previous)}`];
  const way =
    digest === previous
      ? "Nothing of its traffic changes: there is nothing to approve."
      : `To approve just this, run with the same input: ${code(`evenkeel approve --digest ${digest}`)}`;
  terminal.out([shown, "", ...facts, "", way].join(format === "markdown" ? "\n\n" : "\n"));
  return EXIT.clean;
}
