import type { Input } from "@pulumi/pulumi";
import { different, refuse, whole } from "../checks";
import type { TcpProtocol } from "./protocols";
import { poolsOf, type TcpRoute } from "./routes";

/** A port at which connections are taken. */
export interface TcpListener {
  /** 1 to 65,535. */
  readonly port: number;
  /** What is taken; `TCP` by default. `TLS` is decrypted here. */
  readonly protocol?: TcpProtocol;
  readonly to: TcpRoute;
  /** ARN of the certificate, which `TLS` needs. */
  readonly certificateArn?: Input<string>;
  /** Security policy of TLS; one for TLS 1.2 and 1.3 with keys that a quantum computer does not break, by default. */
  readonly tlsPolicy?: Input<string>;
  /** Seconds without data after which a connection of TCP is closed: 60 to 6,000; 350 by default. */
  readonly idleTimeout?: number;
}

/** What the targets may speak of what each listener takes. */
const TAKEN: Readonly<Record<TcpProtocol, readonly TcpProtocol[]>> = {
  TCP: ["TCP", "TCP_UDP"],
  TLS: ["TCP", "TLS"],
  UDP: ["UDP", "TCP_UDP"],
  TCP_UDP: ["TCP_UDP"],
};

/** @throws InputPropertyError when there is no listener, two have one port, or one cannot work. */
export function checkedListeners(listeners: readonly TcpListener[]) {
  if (listeners.length === 0) refuse("listeners", "must have one at least");
  const ports = listeners.map(({ port }, index) => {
    const path = `listeners[${index}].port`;
    return { path, value: String(whole(path, port, 1, 65_535)) };
  });
  different(ports, "their ports");
  return listeners.map(({ protocol = "TCP", ...listener }, index) => {
    const path = `listeners[${index}]`;
    const { certificateArn, idleTimeout, to } = listener;
    if ((protocol === "TLS") !== (certificateArn !== undefined)) {
      refuse(`${path}.certificateArn`, `must be given where protocol is TLS, and only there, but it is ${protocol}`);
    }
    for (const pool of poolsOf(to)) {
      if (TAKEN[protocol].includes(pool.protocol)) continue;
      const taken = TAKEN[protocol].join(" or ");
      refuse(`${path}.to`, `must lead to pools that speak ${taken}, but ${pool.label} speaks ${pool.protocol}`);
    }
    if (idleTimeout !== undefined) {
      if (protocol !== "TCP") refuse(`${path}.idleTimeout`, `must be given where protocol is TCP only`);
      whole(`${path}.idleTimeout`, idleTimeout, 60, 6000);
    }
    return { ...listener, protocol };
  });
}
