import { isDeepStrictEqual } from "node:util";
import { revealed, type Properties } from "./values";

/** The inputs that differ. */
export function changed(before: Properties, after: Properties): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("__defaults");
  return [...names].filter((name) => !isDeepStrictEqual(revealed(before[name] ?? null), revealed(after[name] ?? null)));
}
