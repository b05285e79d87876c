import { isDeepStrictEqual } from "node:util";
import { NEEDED } from "../../control/assess";
import { changeIsApproved, type ApprovalOptions } from "../../policies/change-is-approved";
import { configurationIsValid } from "../../policies/configuration-is-valid";
import type { Preset } from "../../policies/presets";
import type { Wanted } from "./wanted";

/**
 * The configuration of the policies.
 *
 * @param approvers how many people may approve: with two of them, a change that raises a risk needs their approval.
 * @param branch the one that changes go to.
 */
export function configuration(preset: Preset, approvers: number, branch: string): Wanted {
  const stacks = [{ match: "*", preset }];
  const approval = { required: "risk", base: `origin/${branch}` } satisfies Partial<ApprovalOptions>;
  const needsApproval = approvers >= NEEDED;
  const wanted = {
    [configurationIsValid.id]: { stacks },
    ...(needsApproval ? { [changeIsApproved.id]: approval } : {}),
  };
  const content = `${JSON.stringify(wanted, undefined, 2)}\n`;
  const lack = { what: "it does not decide all of this; add what it lacks", lines: content.trimEnd().split("\n") };
  return {
    path: "evenkeel.json",
    content,
    lacking: (existing) => {
      const configured = parsed(existing);
      const required = configured[changeIsApproved.id]?.required ?? "never";
      const isDecided = isDeepStrictEqual(configured[configurationIsValid.id]?.stacks, stacks);
      return isDecided && !(needsApproval && required === "never") ? undefined : lack;
    },
  };
}

interface Settings {
  readonly stacks?: unknown;
  readonly required?: unknown;
}

/** The settings by policy; none where the text is no JSON. */
function parsed(text: string): Readonly<Record<string, Settings | undefined>> {
  try {
    return (JSON.parse(text) as Record<string, Settings> | null) ?? {};
  } catch {
    return {};
  }
}
