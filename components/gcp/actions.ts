import type { types } from "@pulumi/gcp";
import type { Service, Pool } from "./pool";
import { weightedIn, type HttpRoute } from "./routes";

/** Where clients are sent to; what is not given stays as it was asked for. */
export interface Redirect {
  readonly redirect: {
    /** From a load balancer that speaks plain HTTP only. */
    readonly protocol?: "HTTPS";
    readonly host?: string;
    /** With a leading `/`. */
    readonly path?: string;
    /** Whether what is asked for after `?` is left out; false by default. */
    readonly withoutQuery?: boolean;
    /** Whether clients may keep it in mind; false by default. */
    readonly isPermanent?: boolean;
  };
}

/** Gives requests to pools, under another name or path where it is asked to. */
export interface Forward<Route extends HttpRoute = HttpRoute> {
  readonly to: Route;
  /** What the backends see instead of the host, and of the part of the path that the rule names. */
  readonly rewrite?: { readonly host?: string; readonly pathPrefix?: string };
}

/** What a rule does: send traffic to pools, or redirect it. */
export type Action<Route extends HttpRoute = HttpRoute> = Forward<Route> | Redirect;

type RouteRule = types.input.compute.URLMapPathMatcherRouteRule;
type Redirected = types.input.compute.URLMapDefaultUrlRedirect;

/** The backend service of each pool of a load balancer. */
export type Services = ReadonlyMap<Pool, Service>;

/** What a rule of a URL map does. */
export function actionOf(
  services: Services,
  action: Action,
): Pick<RouteRule, "service" | "routeAction" | "urlRedirect"> {
  if ("redirect" in action) return { urlRedirect: redirectOf(action) };
  const { host, pathPrefix } = action.rewrite ?? {};
  const urlRewrite = {
    ...(host === undefined ? {} : { hostRewrite: host }),
    ...(pathPrefix === undefined ? {} : { pathPrefixRewrite: pathPrefix }),
  };
  const rewritten = action.rewrite === undefined ? {} : { urlRewrite };
  const weighted = weightsOf(services, action.to);
  if (weighted.length > 1) return { routeAction: { weightedBackendServices: weighted, ...rewritten } };
  const service = weighted.map(({ backendService }) => backendService)[0];
  return {
    ...(service === undefined ? {} : { service }),
    ...(action.rewrite === undefined ? {} : { routeAction: rewritten }),
  };
}

/** What a URL map, or a part of it, does with what fits no rule. */
export function defaultOf(services: Services, route: HttpRoute) {
  const { service, routeAction } = actionOf(services, { to: route });
  return routeAction === undefined ? { defaultService: service } : { defaultRouteAction: routeAction };
}

/** Sends those that come without encryption to where there is some. */
export const TO_HTTPS: Redirected = redirectOf({ redirect: { protocol: "HTTPS", isPermanent: true } });

function redirectOf({ redirect }: Redirect): Redirected {
  const { protocol, host, path, withoutQuery = false, isPermanent = false } = redirect;
  return {
    ...(protocol === undefined ? {} : { httpsRedirect: true }),
    ...(host === undefined ? {} : { hostRedirect: host }),
    ...(path === undefined ? {} : { pathRedirect: path }),
    stripQuery: withoutQuery,
    redirectResponseCode: isPermanent ? "MOVED_PERMANENTLY_DEFAULT" : "FOUND",
  };
}

function weightsOf(services: Services, route: HttpRoute) {
  return weightedIn(route).flatMap(({ to, weight }) => {
    const service = services.get(to);
    return service ? [{ backendService: service.id, weight }] : [];
  });
}
