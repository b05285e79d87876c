import type { HealthCheckArgs } from "@pulumi/gcp/compute";
import { whole } from "../checks";
import { NOTICED_WITHIN, noticesInTime } from "../health-checks";
import { isHttp, type HttpProtocol, type PacketProtocol } from "./protocols";

interface Pace {
  /** Seconds between two checks of a backend: 1 to 90; 10 by default. */
  readonly interval?: number;
  /** Seconds after which no answer is a failure: 1 to the interval; 5 by default, or the interval where that is shorter. */
  readonly timeout?: number;
  /** Failures in a row after which a backend gets no traffic any more: 1 to 10; 2 by default. */
  readonly unhealthyThreshold?: number;
  /** Answers in a row after which it gets traffic again: 1 to 10; 2 by default. */
  readonly healthyThreshold?: number;
  /** Port that is asked; that of the traffic by default. */
  readonly port?: number;
}

/** How a load balancer finds out whether a backend that speaks HTTP is able to serve. */
export interface HttpHealthCheck extends Pace {
  /** Path that is asked for; it should answer with 200 only when the backend can serve. */
  readonly path: string;
  /** Name of the host that is asked for; the address of the backend by default. */
  readonly host?: string;
}

/** How a load balancer finds out whether a backend that takes connections or packets is able to serve. */
export interface TcpHealthCheck extends Pace {
  /** Path that is asked for over HTTP, where the backend answers that as well; a connection is enough without one. */
  readonly path?: string;
  readonly host?: string;
}

/** How much more patient the group is that makes an instance anew than the load balancer that only passes it by. */
const REPAIR_FACTOR = 3;

/**
 * What a health check is made from, wherever it is made.
 *
 * @throws InputPropertyError when the path is none, or a number is out of range.
 * @see https://cloud.google.com/load-balancing/docs/health-check-concepts
 */
export function healthCheckBlock(
  check: TcpHealthCheck,
  protocol: HttpProtocol | PacketProtocol,
  servingPort: number,
): HealthCheckArgs {
  const { path, host, interval = 10, unhealthyThreshold = 2, healthyThreshold = 2 } = check;
  whole("healthCheck.interval", interval, 1, NOTICED_WITHIN);
  whole("healthCheck.unhealthyThreshold", unhealthyThreshold, 1, 10);
  noticesInTime({ path, interval, unhealthyThreshold }, "backend");
  const port = whole("healthCheck.port", check.port ?? servingPort, 1, 65_535);
  const asked = { port, requestPath: path ?? "/", ...(host === undefined ? {} : { host }) };
  return {
    checkIntervalSec: interval,
    timeoutSec: whole("healthCheck.timeout", check.timeout ?? Math.min(5, interval), 1, interval),
    unhealthyThreshold,
    healthyThreshold: whole("healthCheck.healthyThreshold", healthyThreshold, 1, 10),
    ...(path === undefined
      ? { tcpHealthCheck: { port } }
      : { [isHttp(protocol) ? KINDS[protocol] : "httpHealthCheck"]: asked }),
  };
}

const KINDS = {
  HTTP: "httpHealthCheck",
  HTTPS: "httpsHealthCheck",
  HTTP2: "http2HealthCheck",
  // What speaks HTTP/2 without encryption is asked in HTTP/1.1: no check speaks it.
  H2C: "httpHealthCheck",
} as const satisfies Record<HttpProtocol, string>;

/**
 * The check by which a group makes instances anew: it asks for the same, and decides later, so that what is only busy is passed by
 * and not made anew.
 *
 * @see https://cloud.google.com/compute/docs/instance-groups/autohealing-instances-in-migs
 */
export function repairCheck(block: HealthCheckArgs, { unhealthyThreshold = 2 }: TcpHealthCheck): HealthCheckArgs {
  return { ...block, unhealthyThreshold: Math.min(10, unhealthyThreshold * REPAIR_FACTOR) };
}
