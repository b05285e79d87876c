import { isDeepStrictEqual } from "node:util";
import type { Preset } from "../../policies/presets";
import { configurationIsValid } from "../../policies/configuration-is-valid";
import type { Wanted } from "./wanted";

/** The configuration of the policies. */
export function configuration(preset: Preset): Wanted {
  const stacks = [{ match: "*", preset }];
  const wanted = { [configurationIsValid.id]: { stacks } };
  const content = `${JSON.stringify(wanted, undefined, 2)}\n`;
  return {
    path: "evenkeel.json",
    content,
    lacking: (existing) =>
      isDeepStrictEqual(stacksIn(existing), stacks)
        ? undefined
        : {
            what: `it decides on levels of its own; for the preset ${preset} add this`,
            lines: content.trimEnd().split("\n"),
          },
  };
}

/** The presets by stack of a configuration; undefined where there are none, or it is no JSON. */
function stacksIn(text: string): unknown {
  try {
    const parsed = JSON.parse(text) as Record<string, { stacks?: unknown } | undefined> | null;
    return parsed?.[configurationIsValid.id]?.stacks;
  } catch {
    return undefined;
  }
}
