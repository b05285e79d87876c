import type { GraphDraft } from "../draft";
import { flagOf } from "../read";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { sharesByCapacity } from "./service-settings";
import { ALERT_POLICY, BACKEND_SERVICES } from "./types";

/**
 * What tells of a load balancer and its groups: requests and connections by backend service, sizes of instance groups, results of
 * health checks. PromQL has the same names in another spelling. Cloud Monitoring has no count of healthy backends.
 *
 * @see https://cloud.google.com/load-balancing/docs/metrics
 */
const TELLING =
  /loadbalancing[._]googleapis[._]com|instance_group[/_]size|compute\.googleapis\.com(?:\/|%2F)healthchecks/;

/** By what a text names one backend service, whatever its language has for quoting. */
const NAMED = /backend_(?:target|service)_name/;

/** By what a text goes by patterns. */
const BY_PATTERN = /[=!]~|!=|regex|starts_with|ends_with|has_substring|one_of/;

/** By what a text looks at some of all that there is, and it is not read which. */
const BY_OTHERS = /\b(?:url_map|forwarding_rule|target_proxy|load_balancer|backend|instance_group)_(?:name|id)\b/;

/** Alert policies of Cloud Monitoring watch the backend services that they name; all of them where they name none. */
export function readAlertPolicies(stack: Stack, draft: GraphDraft): void {
  for (const type of BACKEND_SERVICES)
    stack.each(type, (service) => {
      // Of packets that are passed through there is no count of requests, nor of what fails.
      if (sharesByCapacity(service) === true) draft.addWatchable(service.urn);
    });
  stack.each(ALERT_POLICY, (policy) => {
    if (flagOf(policy, "enabled", declared(policy, "enabled"), true) === false) return;
    const conditions = declared(policy, "conditions") ?? [];
    const behind = new Set(policy.propertyDependencies["conditions"] ?? []);
    const texts = textsIn(conditions);
    const unknown = texts.includes(UNKNOWN);
    const telling = texts.filter((text) => typeof text === "string" && TELLING.test(text)) as string[];
    if (!unknown && telling.length === 0) return;
    for (const service of BACKEND_SERVICES.flatMap((type) => stack.ofType(type))) {
      // What a condition is made from it is about.
      if (telling.some((text) => names(text, service)) || (unknown && behind.has(service.urn)))
        draft.addWatch(service.urn);
      else if (telling.some(mayName) || (unknown && behind.size === 0)) {
        draft.addWatch(service.urn, { urn: policy.urn, property: "conditions", why: WHY });
      }
    }
  });
}

const WHY = "which backend services it looks at is not known";

/** Whether a text looks at a service: by its name, or at everything. */
function names(text: string, { inputs, outputs }: Resource): boolean {
  if (!NAMED.test(text)) return !mayName(text);
  const name = outputs["name"] ?? inputs["name"];
  return typeof name === "string" && [`"${name}"`, `'${name}'`, `"${name}\\`].some((quoted) => text.includes(quoted));
}

/** Whether it is open which services a text looks at. */
function mayName(text: string): boolean {
  return BY_PATTERN.test(text) || (!NAMED.test(text) && BY_OTHERS.test(text));
}

/** All texts in a value. */
function textsIn(value: Value): (string | typeof UNKNOWN)[] {
  if (value === UNKNOWN || typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((inner: Value) => textsIn(inner));
}
