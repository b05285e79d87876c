import { Listener, ListenerCertificate, ListenerRule, LoadBalancer } from "@pulumi/aws/lb";
import { WebAclAssociation } from "@pulumi/aws/wafv2";
import {
  ComponentResource,
  interpolate,
  type ComponentResourceOptions,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { different, whole } from "../checks";
import { actionOf, forwardTo, TO_HTTPS } from "./actions";
import { conditionsOf } from "./conditions";
import { firewall } from "./firewall";
import { healthGate } from "./gate/health-gate";
import type { HttpLoadBalancerArgs, Rule } from "./http-args";
import { attachMonitor } from "./monitor/attach";
import type { TrafficMonitor } from "./monitor/traffic-monitor";
import { openingsOf } from "./protocols";
import { poolsOf } from "./routes";
import { encryption } from "./tls";
import { placed } from "./zones";

const TYPE = "evenkeel:aws:HttpLoadBalancer";

/**
 * An Application Load Balancer that leads to pools, and to nothing else.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 */
export class HttpLoadBalancer extends ComponentResource {
  readonly arn: Output<string>;
  /** The end of the ARN, by which CloudWatch knows it. */
  readonly arnSuffix: Output<string>;
  readonly dnsName: Output<string>;
  /** The zone of its name, for an alias record. */
  readonly zoneId: Output<string>;
  readonly url: Output<string>;
  readonly securityGroupId: Output<string>;
  /** The listener that leads to the pools, and its port: 443 where there is a certificate, else 80. */
  readonly listenerArn: Output<string>;
  readonly port: number;
  readonly vpcId: Output<string>;
  /** What watches it; undefined where nothing does. */
  readonly monitor: TrafficMonitor | undefined;

  constructor(name: string, args: HttpLoadBalancerArgs, options: ComponentResourceOptions = {}) {
    const { certificateArn, tags = {}, accessLogs, deletionProtection = true } = args;
    const isSecure = certificateArn !== undefined;
    const idleTimeout = whole("idleTimeout", args.idleTimeout ?? 60, 1, 4000);
    const rules = blocksOf(args.rules ?? []);
    super(TYPE, name, {}, options);
    const port = isSecure ? 443 : 80;
    const pools = new Set([...poolsOf(args.to), ...rules.flatMap(({ route }) => (route ? poolsOf(route) : []))]);
    const label = `${TYPE} ${name}`;
    const { subnetIds, vpcId, zones, there } = placed(this, label, args.zones);
    const { routed, record } = healthGate(this, label, there, args.healthGate);
    const ignored = args.ignoreWeights === true;
    const openings = (isSecure ? [80, 443] : [80]).flatMap((port) => openingsOf("TCP", port));
    const securityGroup = firewall(there, name, { vpcId, clients: args.clients, openings, pools, tags });

    const balancer = new LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        internal: args.internal ?? false,
        ipAddressType: args.ipv6 === true ? "dualstack" : "ipv4",
        subnets: subnetIds,
        securityGroups: [securityGroup.id],
        enableDeletionProtection: deletionProtection,
        dropInvalidHeaderFields: true,
        idleTimeout,
        ...(accessLogs ? { accessLogs: { ...accessLogs, enabled: true } } : {}),
        tags,
      },
      there,
    );
    const listener = new Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port,
        ...(isSecure ? encryption(certificateArn, args) : { protocol: "HTTP" }),
        defaultActions: [forwardTo(args.to)],
        tags,
      },
      { ...routed("its listener", args.to), ignoreChanges: ignored ? ["defaultActions"] : [] },
    );
    for (const pool of poolsOf(args.to)) pool.attached?.(listener);
    const routing: Resource[] = [listener];
    for (const { route, ...block } of rules) {
      const made = { ...block, listenerArn: listener.arn, tags };
      // What a rule answers by itself no tool shifts.
      const options = route
        ? { ...routed(`rule ${block.priority}`, route), ignoreChanges: ignored ? ["actions"] : [] }
        : there;
      const rule = new ListenerRule(`${name}-${block.priority}`, made, options);
      for (const pool of route ? poolsOf(route) : []) pool.attached?.(rule);
      routing.push(rule);
    }
    (args.otherCertificateArns ?? []).forEach((other, index) => {
      const certificate = { listenerArn: listener.arn, certificateArn: other };
      new ListenerCertificate(`${name}-${index}`, certificate, there);
    });
    if (isSecure) {
      new Listener(
        `${name}-http`,
        { loadBalancerArn: balancer.arn, port: 80, protocol: "HTTP", defaultActions: [TO_HTTPS], tags },
        there,
      );
    }
    if (args.webAclArn !== undefined) {
      new WebAclAssociation(name, { resourceArn: balancer.arn, webAclArn: args.webAclArn }, there);
    }

    this.monitor = attachMonitor(this, name, args.monitor, {
      ...{ kind: "application", balancer, zones, pools, tags, areMovedElsewhere: ignored, after: routing },
      routes: [args.to, ...rules.flatMap(({ route }) => route ?? [])],
    });
    this.port = port;
    this.vpcId = vpcId;
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.url = interpolate`${isSecure ? "https" : "http"}://${balancer.dnsName}`;
    this.securityGroupId = securityGroup.id;
    this.listenerArn = listener.arn;
    this.registerOutputs({
      ...{ arn: this.arn, url: this.url, dnsName: this.dnsName, listenerArn: this.listenerArn },
      healthGate: record,
    });
  }
}

/** @throws InputPropertyError when a rule is none, or two have one priority. */
function blocksOf(rules: readonly Rule[]) {
  const paths = rules.map((_, index) => `rules[${index}]`);
  const priorities = rules.map(({ priority }, index) => {
    const path = `${paths[index] ?? ""}.priority`;
    return { path, value: String(whole(path, priority, 1, 50_000)) };
  });
  different(priorities, "their priorities");
  return rules.map(({ priority, when, then }, index) => ({
    priority,
    conditions: conditionsOf(`${paths[index] ?? ""}.when`, when),
    actions: [actionOf(`${paths[index] ?? ""}.then`, then)],
    route: "to" in then ? then.to : undefined,
  }));
}
