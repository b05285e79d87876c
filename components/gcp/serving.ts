import type { BackendServiceArgs, HealthCheckArgs } from "@pulumi/gcp/compute";
import type { Input } from "@pulumi/pulumi";
import { different, refuse, whole } from "../checks";
import type { Opening, Reach } from "./firewall";
import { healthCheckBlock, type HttpHealthCheck, type TcpHealthCheck } from "./health-check";
import { isHttp, type HttpProtocol, type PacketProtocol } from "./protocols";
import { outlierBlock, requestBlock, type OutlierDetection, type RequestSettings } from "./service";

/** What all pools of machines have in common. */
interface Serving {
  /** Port at which the backends serve: 1 to 65,535. */
  readonly port: number;
  /** The network that the backends are in, by its id or link. */
  readonly network: Input<string>;
  /** The instances to which the load balancer and its health checks are let in. */
  readonly reach: Reach;
  /** Seconds that a backend that goes may take to finish its requests: 0 to 3,600; 60 by default. */
  readonly connectionDraining?: number;
}

/** What pools have whose backends speak HTTP. */
interface HttpServing extends RequestSettings {
  readonly healthCheck: HttpHealthCheck;
  /** Seconds within which an answer has to be complete: 1 to 86,400; 30 by default. */
  readonly timeout?: number;
  /** How requests are shared among the backends of a zone; `ROUND_ROBIN` by default. Cannot be had with `stickyFor`. */
  readonly algorithm?: "ROUND_ROBIN" | "LEAST_REQUEST" | "RANDOM";
  /** Keeps a client with a backend by a cookie for so many seconds: 1 to 86,400; clients are not kept by default. */
  readonly stickyFor?: number;
  /** Backends that answer with errors are passed by for a while; none is by default. */
  readonly outlierDetection?: OutlierDetection;
}

interface PacketServing<P extends PacketProtocol> {
  readonly protocol: P;
  /** Whatever the backends take, a health check needs a port that takes connections. */
  readonly healthCheck: TcpHealthCheck;
  /** Other ports at which the same backends serve: four at most. */
  readonly otherPorts?: readonly number[];
}

/** What the backends of a pool speak is `HTTP` where nothing is said. */
export type PoolArgs<P extends HttpProtocol | PacketProtocol> = Serving & {
  readonly protocol?: P;
} & (P extends PacketProtocol ? PacketServing<P> : HttpServing);

type AnyArgs = Serving &
  Partial<Omit<HttpServing, "healthCheck">> &
  Partial<Omit<PacketServing<PacketProtocol>, "healthCheck" | "protocol">> & {
    readonly protocol?: HttpProtocol | PacketProtocol;
    readonly healthCheck: TcpHealthCheck;
  };

/** What a pool is made from, but for where its backends are. */
export interface PoolBlock<P> {
  readonly protocol: P;
  readonly ports: readonly number[];
  readonly openings: readonly Opening[];
  readonly network: Input<string>;
  readonly reach: Reach;
  readonly check: HealthCheckArgs;
  readonly healthCheck: TcpHealthCheck;
  readonly service: BackendServiceArgs;
  readonly settings: RequestSettings;
}

/** As many ports as a forwarding rule may name. */
const MOST_PORTS = 5;

/** The name by which an instance group tells the port at which it serves. */
export const PORT_NAME = "serving";

/**
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://cloud.google.com/load-balancing/docs/backend-service
 */
export function poolBlock<P extends HttpProtocol | PacketProtocol>(args: PoolArgs<P>): PoolBlock<P> {
  // One that is not given is HTTP: the type has it for all others.
  const all = args as AnyArgs;
  const { protocol = "HTTP", port, healthCheck, connectionDraining = 60, network, reach } = all;
  const ports = portsOf(all);
  const check = healthCheckBlock(healthCheck, protocol, port);
  return {
    ...{ protocol: protocol as P, ports, network, reach, check, healthCheck, settings: all },
    openings: openingsOf(protocol, ports, healthCheck.port ?? port),
    service: {
      protocol,
      connectionDrainingTimeoutSec: whole("connectionDraining", connectionDraining, 0, 3600),
      ...(isHttp(protocol) ? httpBlock(all) : {}),
    },
  };
}

function portsOf({ port, otherPorts = [] }: AnyArgs): number[] {
  if (otherPorts.length >= MOST_PORTS)
    refuse("otherPorts", `must be ${MOST_PORTS - 1} at most, but are ${otherPorts.length}`);
  const named = [
    { path: "port", value: port },
    ...otherPorts.map((value, index) => ({ path: `otherPorts[${index}]`, value })),
  ];
  for (const { path, value } of named) whole(path, value, 1, 65_535);
  different(
    named.map(({ path, value }) => ({ path, value: String(value) })),
    "what they are",
  );
  return named.map(({ value }) => value);
}

/** The health check takes connections, whatever the backends do. */
function openingsOf(protocol: HttpProtocol | PacketProtocol, ports: readonly number[], checked: number): Opening[] {
  if (protocol === "UDP")
    return [
      { protocol, ports },
      { protocol: "TCP", ports: [checked] },
    ];
  return [{ protocol: "TCP", ports: [...new Set([...ports, checked])] }];
}

function httpBlock(args: AnyArgs): BackendServiceArgs {
  const { timeout = 30, algorithm, stickyFor, outlierDetection } = args;
  if (algorithm !== undefined && stickyFor !== undefined) {
    refuse("algorithm", "must not be given where clients are kept by stickyFor, which shares them by a hash");
  }
  return {
    ...requestBlock(args),
    timeoutSec: whole("timeout", timeout, 1, 86_400),
    ...(algorithm === undefined ? {} : { localityLbPolicy: algorithm }),
    ...(outlierDetection === undefined ? {} : { outlierDetection: outlierBlock(outlierDetection) }),
    ...(stickyFor === undefined
      ? {}
      : { sessionAffinity: "GENERATED_COOKIE", affinityCookieTtlSec: whole("stickyFor", stickyFor, 1, 86_400) }),
  };
}
