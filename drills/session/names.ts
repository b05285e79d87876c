import { CommandProblem } from "./problem";

/**
 * What a name, or a part of one, means.
 *
 * @param what it is to be, as a person says it: `pool`.
 * @throws CommandProblem when it means nothing, or several.
 */
export function named<T extends { readonly label: string; readonly id: string }>(
  name: string,
  all: readonly T[],
  what: string,
): T {
  const wanted = name.toLowerCase().trim();
  const byId = [...new Map(all.map((one) => [one.id, one])).values()];
  const words = (one: T) => one.label.toLowerCase();
  const exact = byId.filter((one) => words(one) === wanted || words(one).split(/[ :]/).includes(wanted));
  const found = exact.length > 0 ? exact : byId.filter((one) => wanted !== "" && words(one).includes(wanted));
  const [first, second] = found;
  const list = (some: readonly T[]) =>
    some
      .slice(0, 8)
      .map(({ label }) => label)
      .join(", ");
  if (!first)
    throw new CommandProblem(`there is no ${what} "${name}". There ${byId.length === 1 ? "is" : "are"}: ${list(byId)}`);
  if (second) throw new CommandProblem(`"${name}" may be ${list(found)}`);
  return first;
}
