import { eachRule } from "./catalogue";
import type { Level } from "./rule";

/** The sets of levels that are shipped. */
export const PRESETS = ["recommended", "strict", "advisory"] as const;

export type Preset = (typeof PRESETS)[number];

/** What blocks in a strict stack besides what blocks anyway. */
const STRICT: ReadonlySet<string> = new Set(["traffic-is-provable", "spans-two-zones", "rollout-keeps-two"]);

/** The level of each rule, by its id. */
export function levelsOf(preset: Preset): ReadonlyMap<string, Level> {
  return new Map(
    eachRule(({ id, level }): readonly [string, Level] => {
      if (preset === "advisory") return [id, "advisory"];
      return [id, preset === "strict" && STRICT.has(id) ? "mandatory" : level];
    }),
  );
}
