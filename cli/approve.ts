import { approvalIn, LONGEST, payloadOf, signedIn, type Approval, type Transition } from "../control/approval";
import { topOf } from "../control/checkout";
import { run } from "../control/run";
import { sign } from "../control/ssh";
import { filesOf, keep } from "../control/store";
import type { Configuration } from "../policies/settings";
import { changeIn, deployedIn } from "./change";
import type { Asked } from "./compare";
import { readConfiguration } from "./configuration-file";
import { CommandError, EXIT } from "./exit";
import { askPulumi, readInput } from "./input";
import type { Terminal } from "./terminal";

export interface ApproveOptions extends Asked {
  readonly config: string | undefined;
  readonly checkout: string;
  /** That of the change which the person has looked at. */
  readonly digest: string;
  readonly key: string;
  readonly as: string | undefined;
  readonly days: number;
  /** The reason why one person lets it pass in an emergency. */
  readonly breakGlass: string | undefined;
  /** Whether it is about what went live in an emergency. */
  readonly deployed: boolean;
  readonly yes: boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Signs a change, and puts what is signed where it is to be committed.
 *
 * @throws CommandError when it is another change than the person has looked at: nothing is signed then.
 */
export async function approve(options: ApproveOptions, terminal: Terminal): Promise<number> {
  const { breakGlass, days, key } = options;
  const kind = breakGlass === undefined ? "approval" : "break glass";
  if (!(days > 0 && days * DAY <= LONGEST.approval)) throw new CommandError("--days must be above 0, and 30 at most");
  const change = await wanted(options, await readConfiguration(options.config), terminal);
  const until = new Date(terminal.now.getTime() + (kind === "approval" ? days * DAY : LONGEST[kind])).toISOString();
  const approval: Omit<Approval, "nonce"> = {
    ...{ stack: change.stack, previous: change.previous, digest: change.digest, kind },
    ...{ by: options.as ?? (await ownAddress(options.checkout)), at: terminal.now.toISOString(), until },
    reason: breakGlass ?? "",
  };
  await demandConsent(approval, options, terminal);
  const payload = payloadOf(approval);
  const path = await keep(await topOf(options.checkout), change, { payload, signature: await sign(payload, key) });
  terminal.out(`Signed. Commit it to the branch of the change: git add ${path}`);
  return EXIT.clean;
}

async function wanted(options: ApproveOptions, configuration: Configuration, terminal: Terminal): Promise<Transition> {
  const { deployed, digest } = options;
  const change = await (deployed
    ? broken(options, configuration, terminal)
    : changeIn(options, configuration, terminal));
  if (change.digest !== digest) {
    throw new CommandError(
      `the digest is ${change.digest}, and not ${digest}: this is another change than the one that you looked at. ` +
        "Run evenkeel review, and look again",
    );
  }
  if (change.digest === change.previous)
    throw new CommandError("nothing of the traffic changes: there is nothing to approve");
  return change;
}

/** What is deployed, and where the broken glass says that it came from. */
async function broken(options: ApproveOptions, configuration: Configuration, terminal: Terminal): Promise<Transition> {
  const deployed = deployedIn(await stateOf(options, terminal), configuration);
  for (const { content } of await filesOf(await topOf(options.checkout), deployed)) {
    const signed = "text" in content ? signedIn(content.text) : content.why;
    const approval = typeof signed === "string" ? signed : approvalIn(signed.payload);
    if (typeof approval !== "string" && approval.kind === "break glass")
      return { ...deployed, previous: approval.previous };
  }
  throw new CommandError(`nobody has broken the glass for what ${deployed.stack} runs (${deployed.digest})`);
}

async function stateOf({ before, stack }: ApproveOptions, terminal: Terminal) {
  if (stack !== undefined) return askPulumi("state", stack, terminal);
  if (before === undefined) throw new CommandError("a state or --stack is expected");
  return readInput(before, terminal);
}

async function ownAddress(checkout: string): Promise<string> {
  const { code, stdout } = await run("git", ["config", "user.email"], { cwd: checkout, install: "install git" });
  const address = stdout.toString("utf8").trim();
  if (code === 0 && address !== "") return address;
  throw new CommandError("git knows no user.email: say who you are with --as, as the file of signers names you");
}

async function demandConsent(
  approval: Omit<Approval, "nonce">,
  options: ApproveOptions,
  terminal: Terminal,
): Promise<void> {
  const { stack, digest, previous, by, until, kind, reason } = approval;
  const lines = [
    ...(kind === "approval" ? ["You approve this change:"] : [`YOU BREAK THE GLASS for this change: ${reason}`]),
    ...[`  stack   ${stack}`, `  digest  ${digest}`, `  from    ${previous}`, `  as      ${by}`, `  until   ${until}`],
  ];
  terminal.err(lines.join("\n"));
  if (options.yes) return;
  const answer = await terminal.ask("Sign it? Type yes: ");
  if (answer === undefined) throw new CommandError("nobody can be asked here: give --yes");
  if (answer.trim().toLowerCase() !== "yes") throw new CommandError("not signed");
}
