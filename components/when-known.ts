import { log, runtime, type ComponentResource, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import { asError } from "./errors";
import { canHook, programHook } from "./hooks";

/**
 * Options for the parts of a component that are made only after something has been looked at that shows late: a preview tells of
 * it where it is known by then, an update stops before the first of the parts.
 *
 * The engine is asked to wait, by a hook on every part. An error in an `apply` would stop a program as well, but where the program
 * is run in the process of another, that waits for ever for what depends on the part. Without an engine, as in unit tests, there is
 * nobody to ask.
 *
 * @param label what the component is called in messages: its type and name.
 * @param check throws when what has been found is to be refused.
 */
export function whenKnown<Found>(
  parent: ComponentResource,
  label: string,
  found: Output<Found>,
  check: (found: Found) => void,
): CustomResourceOptions {
  const refusal = found.apply((value) => thrownBy(check, value));
  if (runtime.isDryRun() || !canHook()) {
    refusal.apply((error) => {
      if (error) void log.error(error.message, parent);
    });
  }
  if (!canHook()) return { parent };
  const known = new Promise<Error | undefined>((resolve) => refusal.apply(resolve));
  const hook = programHook(label, async () => {
    const error = await known;
    if (error) throw error;
  });
  return { parent, hooks: { beforeCreate: [hook], beforeUpdate: [hook] } };
}

function thrownBy<Found>(check: (found: Found) => void, found: Found): Error | undefined {
  try {
    check(found);
    return undefined;
  } catch (error) {
    return asError(error);
  }
}
