import type { GraphDraft } from "../draft";
import { listOf, objectOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Resource } from "../resource";
import type { Stack } from "../stack";
import { forwardOf } from "./forwards";
import { readListeners, type EntryOf } from "./listeners";
import { LISTENER, LISTENER_RULE, LOAD_BALANCER } from "./types";

/** The listeners of Application, Network and Gateway Load Balancers. */
export function readBalancerListeners(stack: Stack, draft: GraphDraft): void {
  readListeners(stack, draft, {
    listener: LISTENER,
    rule: LISTENER_RULE,
    ruleOf: "listenerArn",
    entryOf: (listener) => entryOf(stack, listener),
    entryWithout: (_, gap) => ({ entry: undefined, gaps: [gap] }),
    byDefault: (listener) => forwardOf(stack, draft, listener, "defaultActions"),
    byRule: (rule) => forwardOf(stack, draft, rule, "actions"),
    matchedBy: (rule) => [...conditionsOf(rule, "hostHeader"), ...conditionsOf(rule, "pathPattern")],
  });
}

function entryOf(stack: Stack, listener: Resource): EntryOf {
  const place = { holder: listener, property: "loadBalancerArn", types: [LOAD_BALANCER] };
  const found = reference(stack, place, declared(listener, "loadBalancerArn"));
  if (found?.kind === "resource") return { entry: found.resource.urn, gaps: [] };
  if (found?.kind === "unknown") return { entry: undefined, gaps: [found.gap] };
  const why = "its load balancer, and which zones that has enabled, is outside this stack";
  return { entry: undefined, gaps: [{ urn: listener.urn, property: "loadBalancerArn", why }] };
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
