import { balancersOf } from "../drills/runbook/balancers";
import { runbookMarkdown } from "../drills/runbook/markdown";
import { about, CommandError } from "./exit";
import { inputOf } from "./input";
import { readTraffic } from "./judge";
import type { Terminal } from "./terminal";

export interface RunbookOptions {
  /** A state. */
  readonly file: string | undefined;
  readonly stack: string | undefined;
  /** Whom to tell. */
  readonly contact: readonly string[];
}

/**
 * Prints the runbook of each load balancer of a stack that is deployed.
 *
 * @throws CommandError when there is none to write: nothing is printed then.
 */
export async function runbook({ contact, ...given }: RunbookOptions, terminal: Terminal): Promise<void> {
  const input = await inputOf(given, terminal);
  if (!input) throw new CommandError("a state or --stack is expected");
  await about(input.source, () => {
    if (input.kind === "preview") {
      throw new CommandError("a preview shows what is to be; a runbook is written of what is deployed, from a state");
    }
    const traffic = readTraffic(input.resources, {});
    const balancers = balancersOf(input.resources, traffic);
    const hide = (text: string) => input.secrets.without(text);
    terminal.out(runbookMarkdown(balancers, traffic, { source: input.source, contacts: contact, hide }).trimEnd());
  });
}
