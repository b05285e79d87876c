import { assess, NEEDED, type Assessment } from "../control/assess";
import { shown } from "../control/approval";
import { risksOf } from "../control/risk";
import { changeIn, groundIn, type Change, type Place } from "./change";
import type { Asked } from "./compare";
import { readConfiguration } from "./configuration-file";
import { EXIT } from "./exit";
import type { Terminal } from "./terminal";

export interface ApprovalsOptions extends Asked, Place {
  readonly config: string | undefined;
  readonly format: "text" | "json";
}

/**
 * Lists the approvals of a change, and says which of them count.
 *
 * @returns the exit code: 1 where the change may not go live.
 */
export async function approvals(options: ApprovalsOptions, terminal: Terminal): Promise<number> {
  const configuration = await readConfiguration(options.config);
  const change = await changeIn(options, configuration, terminal);
  const { stack, previous, digest } = change;
  if (previous === digest) {
    const text = `Nothing of the traffic of ${stack} changes: nobody has to approve it.`;
    const data = {
      version: 1,
      stack,
      previous,
      digest,
      isApproved: true,
      approvals: [],
      breakGlass: [],
      refused: [],
      risks: [],
    };
    terminal.out(options.format === "json" ? JSON.stringify(data, undefined, 2) : text);
    return EXIT.clean;
  }
  const assessment = await assess({ stack, previous, digest }, groundIn(configuration, options), terminal.now);
  terminal.out(options.format === "json" ? dataOf(change, assessment) : textOf(change, assessment, terminal));
  return assessment.isApproved || assessment.broken.length > 0 ? EXIT.clean : EXIT.findings;
}

function dataOf(change: Change, { isApproved, approvals: given, broken, refused }: Assessment): string {
  const { stack, previous, digest } = change;
  const risks = risksOf(change.before.traffic, change.after.traffic);
  const data = {
    version: 1,
    stack,
    previous,
    digest,
    isApproved,
    approvals: given,
    breakGlass: broken,
    refused,
    risks,
  };
  return JSON.stringify(data, undefined, 2);
}

function textOf(change: Change, assessment: Assessment, { paint }: Terminal): string {
  const { approvals: given, broken, refused, isApproved } = assessment;
  const verdict = isApproved
    ? paint.green(`Approved by ${given.length} people.`)
    : paint.red(`Not approved: ${given.length} of ${NEEDED} people.`);
  return [
    `${change.stack}: ${verdict}`,
    ...risksOf(change.before.traffic, change.after.traffic).map((risk) => `  risk   ${risk}`),
    ...given.map(({ by, until }) => `  ${paint.green("yes")}    ${shown(by)}, until ${until}`),
    ...broken.map(({ by, reason }) => `  ${paint.yellow("glass")}  ${shown(by)}: ${shown(reason)}`),
    ...refused.map(({ path, by, why }) => `  ${paint.red("no")}     ${by === undefined ? path : shown(by)}: ${why}`),
    `  digest ${change.digest}`,
    `  from   ${change.previous}`,
  ].join("\n");
}
