import type { TargetGroupArgs } from "@pulumi/aws/lb";
import type { Input } from "@pulumi/pulumi";
import { refuse, whole } from "../checks";
import { healthCheckBlock, type HttpHealthCheck, type TcpHealthCheck } from "./health-check";
import { isHttp, openingsOf, type HttpProtocol, type Opening, type TcpProtocol } from "./protocols";

/** What all pools of targets have in common. */
interface Serving {
  /** Port at which the targets serve: 1 to 65,535. */
  readonly port: number;
  /** Seconds that a target that goes may take to finish its requests: 0 to 3,600; 60 by default. */
  readonly deregistrationDelay?: number;
  /** Tags of everything that it makes. */
  readonly tags?: Input<Record<string, Input<string>>>;
}

/** What pools have whose targets speak HTTP. */
interface HttpServing {
  /** How it finds out which targets are able to serve. */
  readonly healthCheck: HttpHealthCheck;
  /** Version of HTTP between load balancer and targets; `HTTP1` by default. */
  readonly version?: "HTTP1" | "HTTP2" | "GRPC";
  /** How requests are shared among the targets; `round_robin` by default. */
  readonly algorithm?: "round_robin" | "least_outstanding_requests" | "weighted_random";
  /** Seconds over which a new target's share rises to that of the others: 30 to 900, or 0 for at once, the default. */
  readonly slowStart?: number;
  /** Keeps a client with a target by a cookie for so many seconds: 1 to 86,400; clients are not kept by default. */
  readonly stickyFor?: number;
}

interface TcpServing<P extends TcpProtocol> {
  /** What the targets speak. */
  readonly protocol: P;
  /** How it finds out which targets are able to serve. */
  readonly healthCheck: TcpHealthCheck;
}

/** What the targets of a pool speak is `HTTP` where nothing is said. */
export type PoolArgs<P extends HttpProtocol | TcpProtocol> = Serving & {
  /** What the targets speak; `HTTP` by default. */
  readonly protocol?: P;
} & (P extends TcpProtocol ? TcpServing<P> : HttpServing);

type AnyArgs = Serving &
  Partial<Omit<HttpServing, "healthCheck">> & {
    readonly protocol?: HttpProtocol | TcpProtocol;
    readonly healthCheck: TcpHealthCheck;
  };

/** With fewer healthy targets than this the load balancer sends traffic to all of them. */
const HEALTHY_AT_LEAST = 2;

/** What a pool is made from, but for where its targets are. */
export interface PoolBlock<P> {
  readonly protocol: P;
  readonly targetGroup: TargetGroupArgs;
  /** What is to be let through to the targets. */
  readonly openings: readonly Opening[];
}

/**
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
 */
export function poolBlock<P extends HttpProtocol | TcpProtocol>(args: PoolArgs<P>): PoolBlock<P> {
  // One that is not given is HTTP: the type has it for all others.
  const { protocol = "HTTP", port, healthCheck, deregistrationDelay = 60, tags = {} } = args as AnyArgs;
  return {
    protocol: protocol as P,
    openings: [
      ...openingsOf(protocol, port),
      ...(healthCheck.port === undefined || healthCheck.port === port ? [] : openingsOf("TCP", healthCheck.port)),
    ],
    targetGroup: {
      ...{ protocol, tags },
      port: whole("port", port, 1, 65_535),
      deregistrationDelay: whole("deregistrationDelay", deregistrationDelay, 0, 3600),
      ...(isHttp(protocol) ? httpBlock(args, protocol) : { healthCheck: healthCheckBlock(healthCheck, protocol) }),
      // Whatever the load balancer is set to.
      loadBalancingCrossZoneEnabled: "true",
      targetGroupHealth: {
        unhealthyStateRouting: { minimumHealthyTargetsCount: HEALTHY_AT_LEAST },
        dnsFailover: { minimumHealthyTargetsCount: String(HEALTHY_AT_LEAST) },
      },
    },
  };
}

function httpBlock(args: AnyArgs, protocol: HttpProtocol): Partial<TargetGroupArgs> {
  const { healthCheck, version = "HTTP1", algorithm = "round_robin", slowStart = 0, stickyFor } = args;
  if (slowStart !== 0 && algorithm !== "round_robin") {
    refuse("slowStart", `must be 0 where algorithm is ${algorithm}: only round_robin knows it`);
  }
  return {
    healthCheck: healthCheckBlock(healthCheck, protocol, version === "GRPC" ? "0" : "200"),
    protocolVersion: version,
    loadBalancingAlgorithmType: algorithm,
    slowStart: slowStart === 0 ? 0 : whole("slowStart", slowStart, 30, 900),
    ...(stickyFor === undefined
      ? {}
      : {
          stickiness: {
            ...{ enabled: true, type: "lb_cookie" },
            cookieDuration: whole("stickyFor", stickyFor, 1, 86_400),
          },
        }),
  };
}
