import { between, isExact } from "../bounds";
import type { GraphDraft } from "../draft";
import { numberOf } from "../read";
import { reference } from "../references";
import { actual, declared, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Forward } from "./forward-weights";

/** The listeners of a service, and how it writes what they do. */
export interface Listening {
  readonly listener: string;
  readonly rule: string;
  /** The property of a rule that names its listener. */
  readonly ruleOf: string;
  /** What a listener belongs to. */
  readonly entryOf: (listener: Resource) => EntryOf;
  /** What a rule belongs to of which the listener is outside the stack or not known. */
  readonly entryWithout: (rule: Resource, gap: Gap) => EntryOf;
  /** What a listener does by default. */
  readonly byDefault: (listener: Resource) => Forward;
  readonly byRule: (rule: Resource) => Forward;
  /** The hosts and paths that a rule matches. */
  readonly matchedBy: (rule: Resource) => readonly string[];
}

export interface EntryOf {
  readonly entry: string | undefined;
  readonly gaps: readonly Gap[];
}

/** What a listener does by default and each of its rules become routes. */
export function readListeners(stack: Stack, draft: GraphDraft, listening: Listening): void {
  stack.each(listening.listener, (listener) => {
    draft.addRoute({
      ...joined(listening.byDefault(listener), listening.entryOf(listener)),
      id: listener.urn,
      urn: listener.urn,
      label: labelOf(listener),
      port: portOf(listener),
    });
  });
  stack.each(listening.rule, (rule) => {
    const place = { holder: rule, property: listening.ruleOf, types: [listening.listener] };
    const listener = reference(stack, place, declared(rule, listening.ruleOf));
    const known = listener?.kind === "resource" ? listener.resource : undefined;
    const outside: Gap = { urn: rule.urn, property: listening.ruleOf, why: "its listener is outside this stack" };
    const entry = known
      ? listening.entryOf(known)
      : listening.entryWithout(rule, listener?.kind === "unknown" ? listener.gap : outside);
    draft.addRoute({
      ...joined(listening.byRule(rule), entry),
      id: rule.urn,
      urn: rule.urn,
      label: `${known ? labelOf(known) : "listener outside this stack"} rule ${nameOf(rule, listening.matchedBy(rule))}`,
      port: known ? portOf(known) : undefined,
    });
  });
}

function joined(forward: Forward, { entry, gaps }: EntryOf): Forward & EntryOf {
  return { ...forward, entry, gaps: [...gaps, ...forward.gaps] };
}

function portOf(listener: Resource): number | undefined {
  const port = numberOf(listener, "port", declared(listener, "port"), between(0, 65535));
  return isExact(port) ? port.atLeast : undefined;
}

function labelOf(listener: Resource): string {
  const port = portOf(listener);
  return `listener ${listener.name}${port === undefined ? "" : `:${port}`}`;
}

/** A rule by its priority and the paths or hosts it matches; by its name where it has none. Other conditions may hold secrets. */
function nameOf(rule: Resource, matches: readonly string[]): string {
  const priority = numberOf(rule, "priority", actual(rule, "priority"), between(0, 50000));
  const number = isExact(priority) ? String(priority.atLeast) : rule.name;
  const shown = matches.length > 2 ? [...matches.slice(0, 2), "…"] : matches;
  return shown.length === 0 ? number : `${number} (${shown.join(", ")})`;
}
