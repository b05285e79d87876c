import { OptionError } from "./options";
import type { Level } from "./rule";

/** A configuration of the policies, as `--policy-pack-config` takes it: by policy, its level or its options. */
export type Configuration = Readonly<Record<string, unknown>>;

/** The levels that a configuration may give a policy; `remediate` blocks as well, where there is nothing to remedy. */
export const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

/** What is configured for a policy. */
export interface Settings {
  /** Undefined where the policy's own level holds. */
  readonly level: Level | "disabled" | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * What is configured for a policy. `all` gives a level to those that have none of their own, as the engine has it.
 *
 * @throws OptionError when it is not what the engine takes.
 */
export function settingsOf(configuration: Configuration, policy: string): Settings {
  const { enforcementLevel, ...options } = givenFor(configuration, policy);
  const level = enforcementLevel ?? givenFor(configuration, "all")["enforcementLevel"];
  if (level === undefined) return { level: undefined, options };
  const known = LEVELS.find((one) => one === level);
  if (known === undefined) throw new OptionError(policy, `its level must be one of ${LEVELS.join(", ")}`);
  return { level: known === "remediate" ? "mandatory" : known, options };
}

/** What a configuration says under a name: a text is a level. */
export function givenFor(configuration: Configuration, name: string): Readonly<Record<string, unknown>> {
  const given = configuration[name] ?? {};
  if (typeof given === "string") return { enforcementLevel: given };
  if (typeof given === "object" && !Array.isArray(given)) return { ...given };
  throw new OptionError(name, "it must be a level, or an object with options");
}
