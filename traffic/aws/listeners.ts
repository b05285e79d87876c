import { between, isExact } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Route } from "../graph";
import { listOf, numberOf, objectOf } from "../read";
import { reference } from "../references";
import { actual, declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import { forwardOf } from "./forwards";
import { LISTENER, LISTENER_RULE, LOAD_BALANCER } from "./types";

/** A listener's default actions and each of its rules become routes. */
export function readListeners(stack: Stack, draft: GraphDraft): void {
  stack.each(LISTENER, (listener) => {
    draft.addRoute({
      ...forwardedBy(stack, draft, listener, "defaultActions", entryOf(stack, listener)),
      id: listener.urn,
      urn: listener.urn,
      label: labelOf(listener),
      port: portOf(listener),
    });
  });
  stack.each(LISTENER_RULE, (rule) => {
    const listener = reference(
      stack,
      { holder: rule, property: "listenerArn", types: [LISTENER] },
      declared(rule, "listenerArn"),
    );
    const known = listener?.kind === "resource" ? listener.resource : undefined;
    const outside: Gap = { urn: rule.urn, property: "listenerArn", why: "its listener is outside this stack" };
    const entry: EntryOf = known
      ? entryOf(stack, known)
      : { entry: undefined, gaps: [listener?.kind === "unknown" ? listener.gap : outside] };
    draft.addRoute({
      ...forwardedBy(stack, draft, rule, "actions", entry),
      id: rule.urn,
      urn: rule.urn,
      label: `${known ? labelOf(known) : "listener outside this stack"} rule ${nameOf(rule)}`,
      port: known ? portOf(known) : undefined,
    });
  });
}

interface EntryOf {
  readonly entry: string | undefined;
  readonly gaps: readonly Gap[];
}

function forwardedBy(
  stack: Stack,
  draft: GraphDraft,
  holder: Resource,
  property: string,
  { entry, gaps }: EntryOf,
): Pick<Route, "entry" | "alternatives" | "forwards" | "gaps"> {
  const forward = forwardOf(stack, draft, holder, property);
  return { ...forward, entry, gaps: [...gaps, ...forward.gaps] };
}

function entryOf(stack: Stack, listener: Resource): EntryOf {
  const place = { holder: listener, property: "loadBalancerArn", types: [LOAD_BALANCER] };
  const found = reference(stack, place, declared(listener, "loadBalancerArn"));
  if (found?.kind === "resource") return { entry: found.resource.urn, gaps: [] };
  if (found?.kind === "unknown") return { entry: undefined, gaps: [found.gap] };
  const why = "its load balancer, and which zones that has enabled, is outside this stack";
  return { entry: undefined, gaps: [{ urn: listener.urn, property: "loadBalancerArn", why }] };
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
function nameOf(rule: Resource): string {
  const priority = numberOf(rule, "priority", actual(rule, "priority"), between(0, 50000));
  const number = isExact(priority) ? String(priority.atLeast) : rule.name;
  const matches = [...conditionsOf(rule, "hostHeader"), ...conditionsOf(rule, "pathPattern")];
  const shown = matches.length > 2 ? [...matches.slice(0, 2), "…"] : matches;
  return shown.length === 0 ? number : `${number} (${shown.join(", ")})`;
}

function conditionsOf(rule: Resource, kind: "hostHeader" | "pathPattern"): string[] {
  const conditions = listOf(rule, "conditions", declared(rule, "conditions"));
  if (conditions === UNKNOWN) return [];
  return conditions.flatMap((condition) => {
    const fields = objectOf(rule, "conditions[]", condition);
    const block = fields === UNKNOWN ? UNKNOWN : objectOf(rule, `conditions[].${kind}`, fields[kind]);
    const values = block === UNKNOWN ? UNKNOWN : listOf(rule, `conditions[].${kind}.values`, block["values"]);
    return values === UNKNOWN ? [] : values.filter((value) => typeof value === "string");
  });
}
