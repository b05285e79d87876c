import {
  Address,
  ForwardingRule,
  RegionTargetHttpProxy,
  RegionTargetHttpsProxy,
  RegionUrlMap,
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
import type { RegionalHttpRoute } from "./routes";
import { fittingPools, namesOf, servicesOf } from "./services";
import { sslPolicy } from "./tls";
import { checkedRules, routesIn, urlMapBlock } from "./url-map";

export interface RegionalHttpLoadBalancerArgs extends HttpArgs<RegionalHttpRoute> {
  /** The region of it and of its pools: `europe-west1`. */
  readonly region: string;
  /** The network that it is in, by its id or link. */
  readonly network: Input<string>;
  /** The addresses of the network's proxy-only subnet in the region, in CIDR notation: its proxies come from there. */
  readonly proxyOnlyRange: Input<string>;
  /** Where only the network itself reaches it: the subnet of its address. Everybody reaches it by default. */
  readonly internal?: Internal;
  /** Ids of certificates of Certificate Manager, which Google may manage, instead of `certificateIds`. */
  readonly managedCertificateIds?: readonly Input<string>[];
}

/** How a network reaches a load balancer that is in it. */
export interface Internal {
  readonly subnetId: Input<string>;
  /** Whether clients in other regions reach it too; false by default. */
  readonly globalAccess?: boolean;
}

const TYPE = "evenkeel:gcp:RegionalHttpLoadBalancer";

/**
 * A regional Application Load Balancer, external or internal, that leads to pools of its region, and to nothing else. With a
 * certificate it speaks HTTPS, and sends plain requests there; without one, plain HTTP.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://cloud.google.com/load-balancing/docs/https#regional-connections
 * @see https://cloud.google.com/load-balancing/docs/proxy-only-subnets
 */
export class RegionalHttpLoadBalancer extends ComponentResource {
  readonly ipAddress: Output<string>;
  readonly url: Output<string>;
  readonly urlMapId: Output<string>;
  readonly urlMapName: Output<string>;
  /** The names by which Cloud Monitoring knows the backend services, by the names of their pools. */
  readonly backendServiceNames: Readonly<Record<string, Output<string>>>;
  /** What watches it; undefined where nothing does. */
  readonly monitor: TrafficMonitor | undefined;

  constructor(name: string, args: RegionalHttpLoadBalancerArgs, options: ComponentResourceOptions = {}) {
    const { region, network, internal, labels = {} } = args;
    const isSecure = checkedEncryption(args);
    const alive = keepAlive(args.idleTimeout);
    const rules = checkedRules(args.rules ?? [], isSecure);
    const front: Front = { scheme: internal ? "INTERNAL_MANAGED" : "EXTERNAL_MANAGED", region };
    const routes = routesIn(args.to, rules);
    const pools = fittingPools(routes, front);
    super(TYPE, name, {}, options);
    const there = { parent: this };
    const { routed, record } = healthGate(this, `${TYPE} ${name}`, there, args.healthGate);
    const services = servicesOf(name, pools, front, there);
    const description = `Proxies of ${name}`;
    const opened = [...pools].flatMap(
      (pool) => pool.letIn?.(`${name}-${pool.label}`, { ranges: [args.proxyOnlyRange], description }, there) ?? [],
    );
    const map = new RegionUrlMap(
      name,
      { ...urlMapBlock(services, args.to, rules), region },
      { ...routed(services, routes), ignoreChanges: args.ignoreWeights === true ? WEIGHTS : [] },
    );

    const { certificateIds = [], managedCertificateIds } = args;
    const proxy = isSecure
      ? new RegionTargetHttpsProxy(
          name,
          {
            ...{ region, urlMap: map.id, ...alive, ...mutualTls(args) },
            sslPolicy: sslPolicy(name, args.sslPolicyId, region, there),
            ...(managedCertificateIds === undefined
              ? { sslCertificates: [...certificateIds] }
              : { certificateManagerCertificates: [...managedCertificateIds] }),
          },
          there,
        )
      : new RegionTargetHttpProxy(name, { region, urlMap: map.id, ...alive }, there);
    const address = new Address(
      name,
      {
        ...{ region, labels },
        ...(internal
          ? { addressType: "INTERNAL", subnetwork: internal.subnetId, purpose: "SHARED_LOADBALANCER_VIP" }
          : { networkTier: "PREMIUM" }),
      },
      there,
    );
    const at = {
      ...{ region, network, labels, loadBalancingScheme: front.scheme, ipAddress: address.id, ipProtocol: "TCP" },
      ...(internal
        ? { subnetwork: internal.subnetId, allowGlobalAccess: internal.globalAccess ?? false }
        : { networkTier: "PREMIUM" }),
    };
    // Nobody is to come before the proxies get to the instances.
    const last = { ...there, dependsOn: opened };
    new ForwardingRule(name, { ...at, portRange: isSecure ? "443" : "80", target: proxy.id }, last);
    if (isSecure) {
      const plain = redirecting(name, region, there);
      new ForwardingRule(`${name}-http`, { ...at, portRange: "80", target: plain.id }, last);
    }

    this.monitor = attachMonitor(this, name, args.monitor, {
      ...{ kind: internal ? "regional internal" : "regional external", urlMapName: map.name, services, routes, labels },
      ...{ areMovedElsewhere: args.ignoreWeights === true, after: map },
    });
    this.ipAddress = address.address;
    this.url = interpolate`${isSecure ? "https" : "http"}://${address.address}`;
    this.urlMapId = map.id;
    this.urlMapName = map.name;
    this.backendServiceNames = namesOf(services);
    this.registerOutputs({
      ...{ ipAddress: this.ipAddress, url: this.url, urlMapId: map.id },
      ...{ backendServiceNames: this.backendServiceNames, healthGate: record },
    });
  }
}

/**
 * Whether it decrypts.
 *
 * @throws InputPropertyError when certificates are given in two ways, or something that needs one without one.
 */
function checkedEncryption(args: RegionalHttpLoadBalancerArgs): boolean {
  const { managedCertificateIds = [] } = args;
  const certificates = checkedCertificates(args.certificateIds);
  if (managedCertificateIds.length > 0 && certificates.length > 0) {
    refuse("managedCertificateIds", "must be given without certificateIds");
  }
  const isSecure = managedCertificateIds.length > 0 || certificates.length > 0;
  return encrypting(isSecure, args);
}

/** What sends plain requests to where there is encryption. */
function redirecting(name: string, region: string, there: CustomResourceOptions): RegionTargetHttpProxy {
  const map = new RegionUrlMap(`${name}-http`, { region, defaultUrlRedirect: TO_HTTPS }, there);
  return new RegionTargetHttpProxy(`${name}-http`, { region, urlMap: map.id }, there);
}
