import { Listener, ListenerCertificate, ListenerRule, LoadBalancer } from "@pulumi/aws/lb";
import { WebAclAssociation } from "@pulumi/aws/wafv2";
import {
  ComponentResource,
  interpolate,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { AtLeastTwo } from "../at-least-two";
import { different, whole } from "../checks";
import type { HealthGate } from "../gate/gate";
import type { AccessLogs } from "./access-logs";
import { actionOf, forwardTo, TO_HTTPS, type Action } from "./actions";
import { conditionsOf, type Condition } from "./conditions";
import { firewall, type Clients } from "./firewall";
import { healthGate } from "./gate/health-gate";
import { attachMonitor } from "./monitor/attach";
import type { TrafficMonitor } from "./monitor/traffic-monitor";
import type { AttachedSettings } from "./monitor/watched";
import { openingsOf } from "./protocols";
import { poolsOf, type HttpRoute } from "./routes";
import { TLS_POLICY } from "./tls";
import { placed, type Zone } from "./zones";

/** What happens to some requests; the lowest priority that fits decides. */
export interface Rule {
  /** 1 to 50,000. */
  readonly priority: number;
  readonly when: Condition;
  readonly then: Action;
}

export interface HttpLoadBalancerArgs {
  /** Two availability zones or more, by a subnet in each. */
  readonly zones: AtLeastTwo<Zone>;
  /** Who may connect; nobody else can. */
  readonly clients: Clients;
  /** Where requests go that fit no rule. */
  readonly to: HttpRoute;
  readonly rules?: readonly Rule[];
  /** ARN of the certificate for HTTPS. Without one the load balancer speaks plain HTTP; with one it sends plain requests to HTTPS. */
  readonly certificateArn?: Input<string>;
  /** ARNs of certificates for other host names. */
  readonly otherCertificateArns?: readonly Input<string>[];
  /** Security policy of TLS; one for TLS 1.2 and 1.3 with keys that a quantum computer does not break, by default. */
  readonly tlsPolicy?: Input<string>;
  /** ARN of the trust store that clients' certificates are checked against. */
  readonly trustStoreArn?: Input<string>;
  /** Whether only the network itself reaches it; false by default. */
  readonly internal?: boolean;
  /** Whether it has addresses of the sixth version too; false by default. */
  readonly ipv6?: boolean;
  /** Where it writes its access logs. */
  readonly accessLogs?: AccessLogs;
  /** Whether it can only be deleted after this is turned off; true by default. */
  readonly deletionProtection?: boolean;
  /** Seconds without data after which a connection is closed: 1 to 4,000; 60 by default. */
  readonly idleTimeout?: number;
  /** ARN of the web ACL of AWS WAF that looks at requests first. */
  readonly webAclArn?: Input<string>;
  /**
   * Whether an update leaves the weights and pools of routes as they are, since CodeDeploy or another tool shifts traffic between
   * them; false by default. What they are when the load balancer is made is judged by the pack all the same.
   */
  readonly ignoreWeights?: boolean;
  /** How long a change of where traffic goes waits for pools that are to get more of it. */
  readonly healthGate?: HealthGate;
  /** How it is watched. */
  readonly monitor?: AttachedSettings;
  /** Tags of everything that it makes. */
  readonly tags?: Input<Record<string, Input<string>>>;
}

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

function encryption(certificateArn: Input<string>, { tlsPolicy = TLS_POLICY, trustStoreArn }: HttpLoadBalancerArgs) {
  return {
    protocol: "HTTPS",
    sslPolicy: tlsPolicy,
    certificateArn,
    ...(trustStoreArn === undefined ? {} : { mutualAuthentication: { mode: "verify", trustStoreArn } }),
  };
}
