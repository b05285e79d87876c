/** What of an action of a URL map decides where requests go, as the provider and the API write it. */
export interface Action {
  readonly weightedBackendServices?: readonly { readonly backendService: string; readonly weight?: number }[];
}

/** What of a URL map decides where requests go. */
export interface UrlMap {
  readonly defaultService?: string | undefined;
  readonly defaultRouteAction?: Action | undefined;
  readonly hostRules?: readonly { readonly hosts: readonly string[]; readonly pathMatcher: string }[];
  readonly pathMatchers?: readonly (Omit<UrlMap, "hostRules" | "pathMatchers"> & {
    readonly name: string;
    readonly routeRules?: readonly {
      readonly priority: number;
      readonly matchRules?: readonly unknown[];
      readonly service?: string;
      readonly routeAction?: Action;
    }[];
  })[];
}

/** The share, 0 to 1, that each backend service gets of a route, by its link. */
export type Shares = ReadonlyMap<string, number>;

/** The weight of each backend service in a route, by its link. */
export type Weights = ReadonlyMap<string, number>;

/** The shares of each route, by what it is for. */
export type Routes = ReadonlyMap<string, Shares>;

/** Where the requests of a URL map go: by default, and by each of its rules. */
export function routesOf({ defaultService, defaultRouteAction, hostRules = [], pathMatchers = [] }: UrlMap): Routes {
  const routes = new Map([["default", sharesOf(defaultService, defaultRouteAction)]]);
  for (const { name, routeRules = [], ...rest } of pathMatchers) {
    const hosts = hostRules.filter(({ pathMatcher }) => pathMatcher === name).flatMap((rule) => rule.hosts);
    const key = hosts.join(" ");
    routes.set(key, sharesOf(rest.defaultService, rest.defaultRouteAction));
    for (const { priority, matchRules = [], service, routeAction } of routeRules) {
      routes.set(JSON.stringify([key, priority, matchRules]), sharesOf(service, routeAction));
    }
  }
  return routes;
}

function sharesOf(service: string | undefined, action: Action | undefined): Shares {
  return normal(weightsOf(service, action));
}

/** The weights in a part of a URL map: a service alone has all. A redirect has none. */
export function weightsOf(service: string | undefined, action: Action | undefined): Weights {
  if (service !== undefined) return new Map([[pathIn(service), 1]]);
  const weighted = action?.weightedBackendServices ?? [];
  return new Map(weighted.map(({ backendService, weight = 0 }) => [pathIn(backendService), weight]));
}

/** The parts that weights are of all of them. */
export function normal(weights: Weights): Shares {
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return new Map([...weights].map(([link, weight]) => [link, all === 0 ? 0 : weight / all]));
}

/** A backend service that is about to get a greater share of some route. */
export interface Rise {
  readonly link: string;
  readonly before: number;
  readonly after: number;
}

/**
 * The backend services whose share rises, each with the greatest rise. Where routes come or go, requests change between them: what a
 * service got is then the least that it got of any.
 */
export function rises(before: Routes, after: Routes): Rise[] {
  const isSame = before.size === after.size && [...before.keys()].every((key) => after.has(key));
  const least = (link: string) => Math.min(1, ...[...before.values()].map((shares) => shares.get(link) ?? 0));
  const greatest = new Map<string, Rise>();
  for (const [key, shares] of after) {
    for (const [link, share] of shares) {
      const old = isSame ? (before.get(key)?.get(link) ?? 0) : least(link);
      const known = greatest.get(link);
      if (share <= old || (known && known.after - known.before >= share - old)) continue;
      greatest.set(link, { link, before: old, after: share });
    }
  }
  return [...greatest.values()];
}

/** A link without the server in it: `projects/shop/global/backendServices/web`, whoever wrote it. */
export function pathIn(link: string): string {
  return link.slice(Math.max(0, link.indexOf("projects/")));
}

/** The name of a backend service in its link. */
export function nameIn(link: string): string {
  return link.slice(link.lastIndexOf("/") + 1);
}
