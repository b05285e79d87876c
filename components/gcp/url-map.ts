import { createHash } from "node:crypto";
import { different, refuse, whole } from "../checks";
import { actionOf, defaultOf, type Action, type Services } from "./actions";
import { hostsOf, matchesOf, type Condition, type MatchRule } from "./conditions";
import type { Pool } from "./pool";
import { weightedIn, type HttpRoute } from "./routes";

/** What happens to some requests; the lowest priority that fits decides. */
export interface Rule<Route extends HttpRoute = HttpRoute> {
  /** 0 to 2,147,483,647. */
  readonly priority: number;
  readonly when: Condition;
  readonly then: Action<Route>;
}

/** A rule of which all has been looked at. */
export interface CheckedRule {
  readonly priority: number;
  readonly hosts: readonly string[];
  readonly matchRules: MatchRule[];
  readonly action: Action;
}

/**
 * @param isSecure whether the load balancer has a certificate: what it redirects then has come by HTTPS.
 * @throws InputPropertyError when a rule is none, or two have one priority.
 */
export function checkedRules(rules: readonly Rule[], isSecure: boolean): CheckedRule[] {
  const priorities = rules.map(({ priority }, index) => {
    const path = `rules[${index}].priority`;
    return { path, value: String(whole(path, priority, 0, 2_147_483_647)) };
  });
  different(priorities, "their priorities");
  return rules.map(({ priority, when, then }, index) => {
    const path = `rules[${index}].when`;
    if (isSecure && "redirect" in then && then.redirect.protocol !== undefined) {
      const why = "must not be given with a certificate: plain requests are sent to HTTPS before any rule";
      refuse(`rules[${index}].then.redirect.protocol`, why);
    }
    return { priority, hosts: hostsOf(path, when), matchRules: matchesOf(path, when), action: then };
  });
}

/** A route of a load balancer, with the property that names it. */
export interface NamedRoute {
  readonly path: string;
  readonly route: HttpRoute;
  /** That of its rule; none where it is for what fits no rule. */
  readonly priority?: number;
}

/** Every route of a load balancer. */
export function routesIn(to: HttpRoute, rules: readonly CheckedRule[]): NamedRoute[] {
  const ruled = rules.flatMap(({ action, priority }, index) =>
    "to" in action ? [{ path: `rules[${index}].then.to`, route: action.to, priority }] : [],
  );
  return [{ path: "to", route: to }, ...ruled];
}

/** The pools of routes, each once. */
export function poolsIn(routes: readonly NamedRoute[]): ReadonlySet<Pool> {
  return new Set<Pool>(routes.flatMap(({ route }) => weightedIn(route).map(({ to }) => to)));
}

/**
 * What a URL map is made from. It looks at the host first, and then only at the rules of that: so each host that a rule names has all
 * rules that fit it.
 *
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts
 */
export function urlMapBlock(services: Services, to: HttpRoute, rules: readonly CheckedRule[]) {
  const hosts = [...new Set(rules.flatMap((rule) => rule.hosts))].sort();
  return {
    ...defaultOf(services, to),
    hostRules: hosts.map((host) => ({ hosts: [host], pathMatcher: matcherNameOf(host) })),
    pathMatchers: hosts.map((host) => ({
      name: matcherNameOf(host),
      ...defaultOf(services, to),
      routeRules: rules
        .filter((rule) => rule.hosts.some((pattern) => covers(pattern, host)))
        .sort((one, other) => one.priority - other.priority)
        .map(({ priority, matchRules, action }) => ({ priority, matchRules, ...actionOf(services, action) })),
    })),
  };
}

/** Whether every request for the host fits the pattern. */
function covers(pattern: string, host: string): boolean {
  return pattern === "*" || pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1)));
}

/** A name may have no dots, and no two hosts the same. */
function matcherNameOf(host: string): string {
  if (host === "*") return "all-hosts";
  const readable = host
    .replace("*", "any")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50);
  return `host-${readable}-${createHash("sha256").update(host).digest("hex").slice(0, 6)}`;
}
