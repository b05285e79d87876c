import type { Input } from "@pulumi/pulumi";
import { refuse, whole } from "../checks";
import type { HealthGate } from "../gate/gate";
import type { AttachedSettings } from "./monitor/watched";
import type { HttpRoute } from "./routes";
import type { Rule } from "./url-map";

/** What load balancers of requests have in common, wherever they are. */
export interface HttpArgs<Route extends HttpRoute> {
  /** Where requests go that fit no rule. */
  readonly to: Route;
  readonly rules?: readonly Rule<Route>[];
  /** Ids of SSL certificates that are made elsewhere: 15 at most. */
  readonly certificateIds?: readonly Input<string>[];
  /** Id of the SSL policy; one for TLS 1.2 and 1.3 by default. */
  readonly sslPolicyId?: Input<string>;
  /** Id of the server TLS policy by which clients' certificates are checked. */
  readonly serverTlsPolicyId?: Input<string>;
  /** Seconds without data after which a connection to a client is closed: 5 to 1,200; 610 by default. */
  readonly idleTimeout?: number;
  /**
   * Whether an update leaves the weights and pools of routes as they are, since another tool shifts traffic between them; false by
   * default. What they are when the load balancer is made is judged by the pack all the same.
   */
  readonly ignoreWeights?: boolean;
  /** How long a change of where traffic goes waits for pools that are to get more of it. */
  readonly healthGate?: HealthGate;
  /** How it is watched. */
  readonly monitor?: AttachedSettings;
  /** Labels of its addresses and forwarding rules. */
  readonly labels?: Input<Record<string, Input<string>>>;
}

const MOST_CERTIFICATES = 15;

/** What of a URL map another tool may set. */
export const WEIGHTS = ["defaultService", "defaultRouteAction", "pathMatchers"];

/** @throws InputPropertyError when there are more certificates than a load balancer may have. */
export function checkedCertificates(ids: readonly Input<string>[] = []): readonly Input<string>[] {
  if (ids.length > MOST_CERTIFICATES) {
    refuse("certificateIds", `must be ${MOST_CERTIFICATES} at most, but are ${ids.length}`);
  }
  return ids;
}

/**
 * Whether it decrypts, as is said.
 *
 * @throws InputPropertyError when it does not, but something is given that only matters then.
 */
export function encrypting(
  isSecure: boolean,
  { sslPolicyId, serverTlsPolicyId }: Pick<HttpArgs<HttpRoute>, "sslPolicyId" | "serverTlsPolicyId">,
): boolean {
  for (const [property, value] of Object.entries({ sslPolicyId, serverTlsPolicyId })) {
    if (value !== undefined && !isSecure) refuse(property, "must be given with a certificate only");
  }
  return isSecure;
}

/** @throws InputPropertyError when the time is out of range. */
export function keepAlive(idleTimeout = 610) {
  return { httpKeepAliveTimeoutSec: whole("idleTimeout", idleTimeout, 5, 1200) };
}

/** What a proxy that decrypts has besides. */
export function mutualTls({ serverTlsPolicyId }: Pick<HttpArgs<HttpRoute>, "serverTlsPolicyId">) {
  return serverTlsPolicyId === undefined ? {} : { serverTlsPolicy: serverTlsPolicyId };
}
