/** What one line of a log says of who got a request, or a connection. What it does not name is an empty text. */
export interface LoggedRequest {
  /** Seconds since 1970, UTC. */
  readonly time: number;
  readonly balancer: string;
  /** The priority of the rule, the listener, or the rule of the URL map. */
  readonly route: string;
  /** The target group, or the backend service. */
  readonly pool: string;
  /** Who got it: an address with its port, or the group. */
  readonly target: string;
  readonly zone: string;
  /** Bytes from the client, and bytes to it. */
  readonly received: number;
  readonly sent: number;
  /** How long it took; undefined where the line does not tell, since nobody answered. */
  readonly seconds: number | undefined;
}
