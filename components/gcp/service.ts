import { BackendService, RegionBackendService, type BackendServiceArgs } from "@pulumi/gcp/compute";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { refuse, whole } from "../checks";
import type { Front, Service } from "./pool";

/** How Cloud CDN keeps answers. */
export interface Cdn {
  /**
   * `CACHE_ALL_STATIC` keeps what is static and what its origin says, `USE_ORIGIN_HEADERS` only that, `FORCE_CACHE_ALL` everything,
   * what is private as well; `CACHE_ALL_STATIC` by default.
   */
  readonly mode?: "CACHE_ALL_STATIC" | "USE_ORIGIN_HEADERS" | "FORCE_CACHE_ALL";
  /** Seconds for which an answer is kept that does not say itself: 0 to 31,622,400; 3,600 by default. */
  readonly defaultTtl?: number;
}

/** Passes backends by for a while that answer with errors in a row, whatever their health check says. */
export interface OutlierDetection {
  /** Errors in a row after which a backend is passed by: 1 to 1,000; 5 by default. */
  readonly consecutiveErrors?: number;
  /** Seconds between two looks at the backends: 1 to 3,600; 10 by default. */
  readonly interval?: number;
  /** Seconds for which a backend is passed by, times how often it has been: 1 to 3,600; 30 by default. */
  readonly ejectFor?: number;
  /** Greatest part of the backends that is passed by at a time, in percent: 1 to 50, so that half of them stay; 10 by default. */
  readonly maxPercent?: number;
}

/** How requests get to the backends of a pool. */
export interface RequestSettings {
  /** Part of the requests that is written to Cloud Logging: 0 to 1; 1 by default. */
  readonly logSampleRate?: number;
  /** Id of the policy of Cloud Armor that looks at requests first. */
  readonly securityPolicyId?: Input<string>;
  /** Id of the policy of Cloud Armor that looks at requests before the cache does. A global load balancer only. */
  readonly edgeSecurityPolicyId?: Input<string>;
  /** Identity-Aware Proxy: `google` has Google manage the client, which otherwise is one of OAuth. It cannot be had with `cdn`. */
  readonly iap?: "google" | { readonly clientId: Input<string>; readonly clientSecret: Input<string> };
  /** Cloud CDN. A global load balancer only. */
  readonly cdn?: Cdn;
  /** Headers that requests get, as `X-Client-Region: {client_region}`. A global load balancer only. */
  readonly requestHeaders?: readonly Input<string>[];
  /** Headers that answers get. A global load balancer only. */
  readonly responseHeaders?: readonly Input<string>[];
}

/** The settings that only a global load balancer knows. */
const GLOBAL_ONLY = ["cdn", "edgeSecurityPolicyId", "requestHeaders", "responseHeaders"] as const;

/** Why a regional load balancer cannot serve a pool with these settings, as a message goes on after "must lead to pools that". */
export function globalOnly(label: string, settings: RequestSettings, { region }: Front): string | undefined {
  const found = region === undefined ? undefined : GLOBAL_ONLY.find((setting) => settings[setting] !== undefined);
  return found && `have no ${found}, which only a global load balancer knows, but ${label} has one`;
}

export function cdnBlock({ mode = "CACHE_ALL_STATIC", defaultTtl = 3600 }: Cdn) {
  whole("cdn.defaultTtl", defaultTtl, 0, 31_622_400);
  if (mode === "USE_ORIGIN_HEADERS") return { cacheMode: mode };
  return {
    cacheMode: mode,
    defaultTtl,
    clientTtl: defaultTtl,
    ...(mode === "FORCE_CACHE_ALL" ? {} : { maxTtl: Math.max(defaultTtl, 86_400) }),
  };
}

/**
 * What of a backend service the settings make.
 *
 * @throws InputPropertyError when a number is out of range, or two settings exclude each other.
 * @see https://cloud.google.com/iap/docs/concepts-best-practices (caching)
 */
export function requestBlock(settings: RequestSettings): BackendServiceArgs {
  const { logSampleRate = 1, securityPolicyId, edgeSecurityPolicyId, iap, cdn } = settings;
  if (!(logSampleRate >= 0 && logSampleRate <= 1)) {
    refuse("logSampleRate", `must be a number from 0 to 1, but is ${logSampleRate}`);
  }
  if (iap !== undefined && cdn !== undefined)
    refuse("cdn", "must not be given together with iap, which it would bypass");
  const { requestHeaders, responseHeaders } = settings;
  return {
    logConfig: { enable: logSampleRate > 0, ...(logSampleRate > 0 ? { sampleRate: logSampleRate } : {}) },
    ...(securityPolicyId === undefined ? {} : { securityPolicy: securityPolicyId }),
    ...(edgeSecurityPolicyId === undefined ? {} : { edgeSecurityPolicy: edgeSecurityPolicyId }),
    ...(cdn === undefined ? {} : { enableCdn: true, cdnPolicy: cdnBlock(cdn) }),
    ...(iap === undefined ? {} : { iap: iapBlock(iap) }),
    ...(requestHeaders === undefined ? {} : { customRequestHeaders: [...requestHeaders] }),
    ...(responseHeaders === undefined ? {} : { customResponseHeaders: [...responseHeaders] }),
  };
}

function iapBlock(iap: NonNullable<RequestSettings["iap"]>) {
  if (iap === "google") return { enabled: true };
  return { enabled: true, oauth2ClientId: iap.clientId, oauth2ClientSecret: iap.clientSecret };
}

/** @throws InputPropertyError when a number is out of range. */
export function outlierBlock(outliers: OutlierDetection) {
  const { consecutiveErrors = 5, interval = 10, ejectFor = 30, maxPercent = 10 } = outliers;
  return {
    consecutiveErrors: whole("outlierDetection.consecutiveErrors", consecutiveErrors, 1, 1000),
    interval: { seconds: whole("outlierDetection.interval", interval, 1, 3600) },
    baseEjectionTime: { seconds: whole("outlierDetection.ejectFor", ejectFor, 1, 3600) },
    maxEjectionPercent: whole("outlierDetection.maxPercent", maxPercent, 1, 50),
    enforcingConsecutiveErrors: 100,
    // Statistics say little about a few backends.
    enforcingSuccessRate: 0,
  };
}

/** A backend service where the load balancer is. */
export function makeService(
  name: string,
  { scheme, region }: Front,
  block: BackendServiceArgs,
  options: CustomResourceOptions,
): Service {
  if (region === undefined) return new BackendService(name, { ...block, loadBalancingScheme: scheme }, options);
  return new RegionBackendService(name, { ...block, loadBalancingScheme: scheme, region }, options);
}
