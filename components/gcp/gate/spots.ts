import { pathIn, weightsOf, type Action, type UrlMap, type Weights } from "./shares";

/** A part of a URL map that says where requests go. */
export interface Spot {
  /** Where it is: the same in what was deployed, in what is to be, and in what is there. */
  readonly key: string;
  /** That of its rule; undefined where it is for what fits no rule. */
  readonly priority: number | undefined;
  readonly weights: Weights;
}

const TOP = "";

/** Every part of a URL map that says where requests go. A route of a program is at one for each host that it is for. */
export function spotsOf({ defaultService, defaultRouteAction, pathMatchers = [] }: UrlMap): Spot[] {
  return [
    { key: TOP, priority: undefined, weights: weightsOf(defaultService, defaultRouteAction) },
    ...pathMatchers.flatMap(({ name, routeRules = [], ...rest }): Spot[] => [
      { key: name, priority: undefined, weights: weightsOf(rest.defaultService, rest.defaultRouteAction) },
      ...routeRules.map(({ priority, service, routeAction }) => {
        return { key: ruleIn(name, priority), priority, weights: weightsOf(service, routeAction) };
      }),
    ]),
  ];
}

/** The same URL map with other weights at some spots, by their keys, and nothing else changed. */
export function reweighted<Map extends UrlMap>(map: Map, weightsAt: ReadonlyMap<string, Weights>): Map {
  const byDefault = (key: string, action: Action | undefined) => {
    const weights = weightsAt.get(key);
    if (!weights) return {};
    const led = leading(action, weights);
    return { defaultService: led.service, defaultRouteAction: led.routeAction };
  };
  const matchers = map.pathMatchers?.map((matcher) => ({
    ...matcher,
    ...byDefault(matcher.name, matcher.defaultRouteAction),
    routeRules: matcher.routeRules?.map((rule) => {
      const weights = weightsAt.get(ruleIn(matcher.name, rule.priority));
      return weights ? { ...rule, ...leading(rule.routeAction, weights) } : rule;
    }),
  }));
  return { ...map, ...byDefault(TOP, map.defaultRouteAction), pathMatchers: matchers };
}

function ruleIn(matcher: string, priority: number): string {
  return `${matcher} ${priority}`;
}

/** An action that leads to other services; a single one stands beside it, not in it. */
function leading(action: Action | undefined, weights: Weights) {
  const rest = Object.fromEntries(Object.entries(action ?? {}).filter(([key]) => key !== "weightedBackendServices"));
  const [only] = weights.keys();
  if (weights.size === 1 && only !== undefined) {
    return { service: linkTo(only), routeAction: Object.keys(rest).length === 0 ? undefined : rest };
  }
  const weighted = [...weights].map(([path, weight]) => {
    const found = action?.weightedBackendServices?.find(({ backendService }) => pathIn(backendService) === path);
    return { backendService: linkTo(path), ...found, weight };
  });
  return { service: undefined, routeAction: { ...rest, weightedBackendServices: weighted } };
}

function linkTo(path: string): string {
  return `https://www.googleapis.com/compute/v1/${path}`;
}
