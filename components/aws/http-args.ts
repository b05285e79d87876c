import type { Input } from "@pulumi/pulumi";
import type { AtLeastTwo } from "../at-least-two";
import type { HealthGate } from "../gate/gate";
import type { AccessLogs } from "./access-logs";
import type { Action } from "./actions";
import type { Condition } from "./conditions";
import type { Clients } from "./firewall";
import type { AttachedSettings } from "./monitor/watched";
import type { HttpRoute } from "./routes";
import type { Zone } from "./zones";

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
