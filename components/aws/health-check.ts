import { whole } from "../checks";
import { noticesInTime } from "../health-checks";
import { isHttp, type HttpProtocol, type TcpProtocol } from "./protocols";

interface Pace {
  /** Seconds between two checks of a target: 5 to 300; 10 by default. */
  readonly interval?: number;
  /** Seconds after which no answer is a failure: 2 to 120, less than the interval; 5 by default. */
  readonly timeout?: number;
  /** Failures in a row after which a target gets no traffic any more: 2 to 10; 2 by default. */
  readonly unhealthyThreshold?: number;
  /** Answers in a row after which it gets traffic again: 2 to 10; 2 by default. */
  readonly healthyThreshold?: number;
  /** Port that is asked; that of the traffic by default. */
  readonly port?: number;
}

/** How a load balancer finds out whether a target that speaks HTTP is able to serve. */
export interface HttpHealthCheck extends Pace {
  /** Path that is asked for; it should answer only when the target can serve. */
  readonly path: string;
  /** Codes of HTTP that are an answer, as `200` or `200-299`; `200` by default. Of gRPC, as `0`, which is its default. */
  readonly codes?: string;
}

/** How a load balancer finds out whether a target that does not speak HTTP is able to serve. */
export interface TcpHealthCheck extends Pace {
  /** Path that is asked for over HTTP, where the target answers that as well; a connection is enough without one. */
  readonly path?: string;
  /** Codes of HTTP that are an answer; `200` by default. */
  readonly codes?: string;
}

/**
 * The block of a target group.
 *
 * @param success the codes that are an answer where none are given.
 * @throws InputPropertyError when the path is none, or a number is out of range.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function healthCheckBlock(check: TcpHealthCheck, protocol: HttpProtocol | TcpProtocol, success = "200") {
  const { path, port, interval = 10, timeout = 5, unhealthyThreshold = 2, healthyThreshold = 2 } = check;
  whole("healthCheck.interval", interval, 5, 300);
  whole("healthCheck.timeout", timeout, 2, Math.min(120, interval - 1));
  whole("healthCheck.unhealthyThreshold", unhealthyThreshold, 2, 10);
  noticesInTime({ path, interval, unhealthyThreshold }, "target");
  return {
    enabled: true,
    ...(path === undefined ? { protocol: "TCP" } : asked(path, protocol, check.codes ?? success)),
    ...(port === undefined ? {} : { port: String(whole("healthCheck.port", port, 1, 65_535)) }),
    ...{ interval, timeout, unhealthyThreshold },
    healthyThreshold: whole("healthCheck.healthyThreshold", healthyThreshold, 2, 10),
  };
}

function asked(path: string, protocol: HttpProtocol | TcpProtocol, matcher: string) {
  return { path, matcher, protocol: isHttp(protocol) ? protocol : "HTTP" };
}
