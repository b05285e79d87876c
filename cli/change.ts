import { changeIsApproved, approvalOptions, groundOf } from "../policies/change-is-approved";
import type { Ground } from "../control/signers";
import type { Transition } from "../control/approval";
import { settingsOf, type Configuration } from "../policies/settings";
import { digestOf, type Resource } from "../traffic";
import { sidesOf, type Asked } from "./compare";
import { CommandError } from "./exit";
import { readTraffic, judge, type Judged } from "./judge";
import type { Input } from "./input";
import type { Terminal } from "./terminal";

/** A change that people may approve, and both of its sides. */
export interface Change extends Transition {
  readonly before: Judged;
  readonly after: Judged;
}

/** Reads a change from files, or from the Pulumi CLI. */
export async function changeIn(asked: Asked, configuration: Configuration, terminal: Terminal): Promise<Change> {
  const { before, after } = await sidesOf(asked, terminal);
  const [old, made] = [
    await judge(before, configuration, terminal.now),
    await judge(after, configuration, terminal.now),
  ];
  return {
    ...{ before: old, after: made, stack: stackOf([...after.resources, ...before.resources]) },
    ...{
      previous: digestOf(old.traffic.graph, before.resources),
      digest: digestOf(made.traffic.graph, after.resources),
    },
  };
}

/** What is deployed, as it would be approved afterwards. */
export function deployedIn({ resources }: Input, configuration: Configuration): Omit<Transition, "previous"> {
  return { stack: stackOf(resources), digest: digestOf(readTraffic(resources, configuration).graph, resources) };
}

/** Where approvals are looked for, and whom to trust: as the policy is configured. */
export function groundIn(configuration: Configuration, { checkout, base }: Place): Ground {
  const options = approvalOptions(settingsOf(configuration, changeIsApproved.id).options);
  return { ...groundOf({ ...options, checkout }), ...(base === undefined ? {} : { base }) };
}

export interface Place {
  readonly checkout: string;
  readonly base: string | undefined;
}

/** `project/stack`, as its resources say. */
function stackOf([first]: readonly Resource[]): string {
  const [, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/.exec(first?.urn ?? "") ?? [];
  if (stack === undefined || project === undefined)
    throw new CommandError("neither side has a resource, so there is no change");
  return `${project}/${stack}`;
}
