import {
  GlobalAddress,
  GlobalForwardingRule,
  ManagedSslCertificate,
  TargetHttpProxy,
  TargetHttpsProxy,
  URLMap,
} from "@pulumi/gcp/compute";
import {
  ComponentResource,
  interpolate,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Output,
} from "@pulumi/pulumi";
import { refuse } from "../checks";
import { TO_HTTPS } from "./actions";
import { healthGate } from "./gate/health-gate";
import { checkedCertificates, encrypting, keepAlive, mutualTls, WEIGHTS, type HttpArgs } from "./http-args";
import { attachMonitor } from "./monitor/attach";
import type { TrafficMonitor } from "./monitor/traffic-monitor";
import type { Front } from "./pool";
import type { HttpRoute } from "./routes";
import { fittingPools, namesOf, servicesOf } from "./services";
import { sslPolicy } from "./tls";
import { checkedRules, routesIn, urlMapBlock } from "./url-map";

export interface GlobalHttpLoadBalancerArgs extends HttpArgs<HttpRoute> {
  /** Host names for which Google makes a certificate, as soon as they lead to the address: 100 at most. */
  readonly domains?: readonly string[];
  /** Id of a certificate map of Certificate Manager, instead of other certificates. */
  readonly certificateMapId?: Input<string>;
  /** Whether it has an address of the sixth version too; false by default. */
  readonly ipv6?: boolean;
  /** The address that is reserved for it; one of its own by default. */
  readonly address?: Pick<GlobalAddress, "id" | "address">;
}

const TYPE = "evenkeel:gcp:GlobalHttpLoadBalancer";

const FRONT: Front = { scheme: "EXTERNAL_MANAGED" };

const MOST_DOMAINS = 100;

/**
 * A global external Application Load Balancer that leads to pools, and to nothing else. With a certificate it speaks HTTPS, and sends
 * plain requests there; without one, plain HTTP.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://cloud.google.com/load-balancing/docs/https
 */
export class GlobalHttpLoadBalancer extends ComponentResource {
  readonly ipAddress: Output<string>;
  readonly ipv6Address: Output<string> | undefined;
  /** Under the first of its domains, else under its address. */
  readonly url: Output<string>;
  readonly urlMapId: Output<string>;
  readonly urlMapName: Output<string>;
  /** The names by which Cloud Monitoring knows the backend services, by the names of their pools. */
  readonly backendServiceNames: Readonly<Record<string, Output<string>>>;
  /** What watches it; undefined where nothing does. */
  readonly monitor: TrafficMonitor | undefined;

  constructor(name: string, args: GlobalHttpLoadBalancerArgs, options: ComponentResourceOptions = {}) {
    const { domains = [], certificateMapId, labels = {} } = args;
    const isSecure = checkedEncryption(args);
    const alive = keepAlive(args.idleTimeout);
    const rules = checkedRules(args.rules ?? [], isSecure);
    const routes = routesIn(args.to, rules);
    const pools = fittingPools(routes, FRONT);
    super(TYPE, name, {}, options);
    const there = { parent: this };
    const { routed, record } = healthGate(this, `${TYPE} ${name}`, there, args.healthGate);
    const services = servicesOf(name, pools, FRONT, there);
    const map = new URLMap(name, urlMapBlock(services, args.to, rules), {
      ...routed(services, routes),
      ignoreChanges: args.ignoreWeights === true ? WEIGHTS : [],
    });

    const managed =
      domains.length === 0 ? [] : [new ManagedSslCertificate(name, { managed: { domains: [...domains] } }, there).id];
    const proxy = isSecure
      ? new TargetHttpsProxy(
          name,
          {
            ...{ urlMap: map.id, ...alive, ...mutualTls(args) },
            sslPolicy: sslPolicy(name, args.sslPolicyId, undefined, there),
            ...(certificateMapId === undefined
              ? { sslCertificates: [...managed, ...(args.certificateIds ?? [])] }
              : { certificateMap: interpolate`//certificatemanager.googleapis.com/${certificateMapId}` }),
          },
          there,
        )
      : new TargetHttpProxy(name, { urlMap: map.id, ...alive }, there);
    const plain = isSecure ? redirecting(name, there) : undefined;

    const rulesAt = (suffix: string, ipAddress: Input<string>) => {
      const at = { loadBalancingScheme: FRONT.scheme, ipAddress, labels };
      new GlobalForwardingRule(
        `${name}${suffix}`,
        { ...at, portRange: isSecure ? "443" : "80", target: proxy.id },
        there,
      );
      if (!plain) return;
      new GlobalForwardingRule(`${name}${suffix}-http`, { ...at, portRange: "80", target: plain.id }, there);
    };
    const address = args.address ?? new GlobalAddress(name, { labels }, there);
    rulesAt("", address.id);
    const ipv6 =
      args.ipv6 === true ? new GlobalAddress(`${name}-ipv6`, { ipVersion: "IPV6", labels }, there) : undefined;
    if (ipv6) rulesAt("-ipv6", ipv6.id);

    this.monitor = attachMonitor(this, name, args.monitor, {
      ...{ kind: "global", urlMapName: map.name, services, routes, labels },
      ...{ areMovedElsewhere: args.ignoreWeights === true, after: map },
    });
    this.ipAddress = address.address;
    this.ipv6Address = ipv6?.address;
    this.url = interpolate`${isSecure ? "https" : "http"}://${domains[0] ?? address.address}`;
    this.urlMapId = map.id;
    this.urlMapName = map.name;
    this.backendServiceNames = namesOf(services);
    this.registerOutputs({
      ...{ ipAddress: this.ipAddress, ipv6Address: this.ipv6Address, url: this.url, urlMapId: map.id },
      ...{ backendServiceNames: this.backendServiceNames, healthGate: record },
    });
  }
}

/**
 * Whether it decrypts.
 *
 * @throws InputPropertyError when certificates are given in two ways, or something that needs one without one.
 */
function checkedEncryption(args: GlobalHttpLoadBalancerArgs): boolean {
  const { domains = [], certificateMapId } = args;
  const certificates = checkedCertificates(args.certificateIds);
  if (domains.length > MOST_DOMAINS) refuse("domains", `must be ${MOST_DOMAINS} at most, but are ${domains.length}`);
  const isSecure = domains.length > 0 || certificates.length > 0 || certificateMapId !== undefined;
  if (certificateMapId !== undefined && domains.length + certificates.length > 0) {
    refuse("certificateMapId", "must be given without domains and certificateIds, which it would override");
  }
  return encrypting(isSecure, args);
}

/** What sends plain requests to where there is encryption. */
function redirecting(name: string, there: CustomResourceOptions): TargetHttpProxy {
  const map = new URLMap(`${name}-http`, { defaultUrlRedirect: TO_HTTPS }, there);
  return new TargetHttpProxy(`${name}-http`, { urlMap: map.id }, there);
}
