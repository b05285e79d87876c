import { UNKNOWN, type Properties, type Resource, type Value } from "../../traffic";
import { oneOf, wholeNumber, type Random } from "../physics/random";
import type { Change } from "./scenario";

/** Shows nothing of a text that is secret. */
export type Hide = (text: string) => string;

const AUTHORS = ["kim", "sam", "alex", "noor", "toni"] as const;

/**
 * The deployments of the last hours: the change, among others that are harmless.
 *
 * @param hide takes secrets out of what is shown.
 */
export function historyOf(
  before: readonly Resource[],
  after: readonly Resource[],
  random: Random,
  hide: Hide,
): Change[] {
  const lines = differences(before, after).map(hide);
  const quiet = before.filter(({ name }) => !lines.some((line) => line.includes(name)));
  const earlier = [14, 3].map((hours): Change => {
    const name = quiet.length > 0 ? hide(oneOf(random, quiet).name) : "the stack";
    const release = wholeNumber(random, 400, 900);
    return {
      at: -3600 * hours + wholeNumber(random, 0, 1800),
      title: `tags of ${name}`,
      by: oneOf(random, AUTHORS),
      lines: [`~ ${name}  tags.release: "${release}" => "${release + 1}"`],
    };
  });
  const change = { at: 0, title: "routine update", by: oneOf(random, AUTHORS), lines };
  const late = {
    at: 60 + wholeNumber(random, 0, 60),
    title: "dashboard: new colours",
    by: oneOf(random, AUTHORS),
    lines: ['~ dashboard  theme: "light" => "dark"'],
  };
  return [...earlier, change, late];
}

/** What differs, property by property. */
function differences(before: readonly Resource[], after: readonly Resource[]): string[] {
  const old = new Map(before.map((one) => [one.urn, one]));
  const made = new Map(after.map((one) => [one.urn, one]));
  return [...new Map([...old, ...made]).values()].flatMap(({ urn, type, name }) => {
    const [was, is] = [old.get(urn), made.get(urn)];
    if (was === is) return [];
    if (!was || !is) return [`${is ? "+" : "-"} ${type} ${name}`];
    return changed(was.inputs, is.inputs, "").map((line) => `~ ${type} ${name}  ${line}`);
  });
}

function changed(was: Value | undefined, is: Value | undefined, path: string): string[] {
  if (was === is) return [];
  const [old, made] = [childrenOf(was), childrenOf(is)];
  if (!old || !made) return [`${path}: ${shown(was)} => ${shown(is)}`];
  return [...new Set([...Object.keys(old), ...Object.keys(made)])].flatMap((name) =>
    changed(old[name], made[name], Array.isArray(was) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`),
  );
}

function childrenOf(value: Value | undefined): Properties | undefined {
  return typeof value === "object" && value !== null ? (value as Properties) : undefined;
}

const NOT_SHOWN = "(not shown)";

/** What is not known may be a secret. */
function shown(value: Value | undefined): string {
  if (value === undefined) return "(none)";
  return value === UNKNOWN
    ? NOT_SHOWN
    : JSON.stringify(value, (_, one: unknown) => (one === UNKNOWN ? NOT_SHOWN : one));
}
