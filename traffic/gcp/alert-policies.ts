import type { GraphDraft } from "../draft";
import { flagOf, listOf, objectOf } from "../read";
import { references } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { ALERT_POLICY, BACKEND_SERVICES, GROUPS } from "./types";

/**
 * What tells of a load balancer and its groups: requests, connections and packets by backend service, sizes of instance groups, results
 * of health checks. PromQL has the same names in another spelling. Cloud Monitoring has no count of healthy backends.
 *
 * @see https://cloud.google.com/load-balancing/docs/metrics
 */
const TELLING =
  /loadbalancing[._]googleapis[._]com|instance_group[/_]size|compute\.googleapis\.com(?:\/|%2F)healthchecks/;

/** By what a text names a backend service, and one of its groups, whatever its language has for quoting. */
const NAMES_SERVICE = /backend_(?:target|service)_name/;
const NAMES_GROUP = /(?:instance_group|backend|backend_group)_name/;

/** By what a text goes by patterns. */
const BY_PATTERN = /[=!]~|!=|regex|starts_with|ends_with|has_substring|one_of/;

/** By what a text looks at some of all that there is, and it is not read which. */
const BY_OTHERS = /\b(?:url_map|forwarding_rule|target_proxy|load_balancer|backend|instance_group)_(?:name|id)\b/;

/** What an alert policy says that tells of load balancers, or may. */
interface Telling {
  readonly urn: string;
  readonly texts: readonly string[];
  /** What it is made from, where some of it is not known. */
  readonly behind: ReadonlySet<string> | undefined;
}

/**
 * Alert policies of Cloud Monitoring watch the backend services that they name, and those of which they name every group; all of them
 * where they name nothing.
 */
export function readAlertPolicies(stack: Stack, draft: GraphDraft): void {
  const policies: Telling[] = [];
  stack.each(ALERT_POLICY, (policy) => policies.push(...tellingOf(policy)));
  for (const type of BACKEND_SERVICES) {
    stack.each(type, (service) => {
      draft.addWatchable(service.urn);
      const groups = groupsOf(stack, service);
      const isNamed = (group: Resource) => policies.some((policy) => names(policy, NAMES_GROUP, group));
      if (groups !== undefined && groups.length > 0 && groups.every(isNamed)) draft.addWatch(service.urn);
      for (const policy of policies) {
        if (policy.texts.some(looksAtAll) || names(policy, NAMES_SERVICE, service)) draft.addWatch(service.urn);
        else if (isOpen(policy, groups)) {
          draft.addWatch(service.urn, { urn: policy.urn, property: "conditions", why: WHY });
        }
      }
    });
  }
}

const WHY = "which backend services it looks at is not known";

function tellingOf(policy: Resource): Telling[] {
  if (flagOf(policy, "enabled", declared(policy, "enabled"), true) === false) return [];
  const all = textsIn(declared(policy, "conditions") ?? []);
  const texts = all.filter((text) => text !== UNKNOWN).filter((text) => TELLING.test(text));
  const behind = all.includes(UNKNOWN) ? new Set(policy.propertyDependencies["conditions"] ?? []) : undefined;
  return texts.length > 0 || behind ? [{ urn: policy.urn, texts, behind }] : [];
}

/** The groups of a service; undefined where the stack does not show all of them. */
function groupsOf(stack: Stack, service: Resource): readonly Resource[] | undefined {
  const property = "backends";
  const backends = listOf(service, property, declared(service, property));
  if (backends === UNKNOWN) return undefined;
  const links = backends.map((backend, index) => {
    const fields = objectOf(service, `${property}[${index}]`, backend);
    return fields === UNKNOWN ? UNKNOWN : (fields["group"] ?? UNKNOWN);
  });
  const found = references(stack, { holder: service, property, types: GROUPS }, links);
  return found.isMissing || found.possible.length + found.external.length > 0 ? undefined : found.certain;
}

/** Whether a policy is about one resource: what a condition is made from it is about. */
function names({ texts, behind }: Telling, label: RegExp, { urn, inputs, outputs }: Resource): boolean {
  if (behind?.has(urn)) return true;
  const name = outputs["name"] ?? inputs["name"];
  if (typeof name !== "string") return false;
  const quoted = [`"${name}"`, `'${name}'`, `"${name}\\`];
  return texts.some((text) => label.test(text) && quoted.some((one) => text.includes(one)));
}

function looksAtAll(text: string): boolean {
  return ![NAMES_SERVICE, NAMES_GROUP, BY_PATTERN, BY_OTHERS].some((narrowing) => narrowing.test(text));
}

/** Whether it is open if a policy is about a service that it does not name. */
function isOpen({ texts, behind }: Telling, groups: readonly Resource[] | undefined): boolean {
  const mayName = (text: string) => {
    if (BY_PATTERN.test(text)) return true;
    if (NAMES_SERVICE.test(text)) return false;
    return NAMES_GROUP.test(text) ? groups === undefined : BY_OTHERS.test(text);
  };
  return behind?.size === 0 || texts.some(mayName);
}

/** All texts in a value. */
function textsIn(value: Value): (string | typeof UNKNOWN)[] {
  if (value === UNKNOWN || typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((inner: Value) => textsIn(inner));
}
