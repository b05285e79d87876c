import type { OptionSchemas } from "./rule";

/** An option that a policy does not have, or that is not what it must be. */
export class OptionError extends Error {
  constructor(policy: string, problem: string) {
    super(`The configuration of ${policy} is wrong: ${problem}`);
    this.name = "OptionError";
  }
}

/**
 * The options as configured, with the defaults of those that are not.
 *
 * The engine holds each value against its schema, but passes over names that no schema has: a misspelt option would leave its
 * default in force without a word.
 *
 * @throws OptionError when an option is given that the policy does not have.
 */
export function optionsOf<Options extends object>(
  policy: string,
  schemas: OptionSchemas<Options>,
  configured: Partial<Options>,
): Options {
  const known = Object.keys(schemas);
  const stray = Object.keys(configured).find((name) => !known.includes(name));
  if (stray !== undefined) {
    const names = known.length === 0 ? "it has none" : `its options are ${known.join(", ")}`;
    throw new OptionError(policy, `there is no option ${stray}; ${names}`);
  }
  const defaults = Object.entries<{ readonly default: unknown }>(schemas).map(([name, schema]) => [
    name,
    schema.default,
  ]);
  return { ...(Object.fromEntries(defaults) as Options), ...configured };
}
