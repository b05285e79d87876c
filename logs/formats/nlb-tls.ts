import type { Format } from "./format";
import { columnsOf, requestOf } from "./head";

const PLACES = { time: 2, balancer: 3, seconds: 7, received: 9, sent: 10 };
const LISTENER = 4;

/** Fields that every version has. */
const LEAST = 16;

/**
 * Access logs of Network Load Balancers, which are of TLS listeners only. What they call destination is the address of the load
 * balancer that the client spoke to.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html#access-log-entry-format
 */
export const nlbTls: Format = {
  id: "nlb",
  name: "Network Load Balancer",
  level: "listener",
  limits:
    "these logs tell of TLS listeners only, and name no target: VPC flow logs of the targets' interfaces say who got the connections",
  recognises: (line) => /^tls \d+\.\d+ \d{4}-\d\d-\d\dT/.test(line),
  parse: (line) => {
    const head = line.split(" ");
    if (head.length < LEAST || head[0] !== "tls") return undefined;
    return requestOf(head, PLACES, { route: head[LISTENER] ?? "", pool: "" });
  },
  sql: {
    by: "line",
    prepared: (piece) => ({ head: `string_split(${piece(0)}, ' ')` }),
    columns: {
      ...columnsOf(PLACES),
      route: `head[${LISTENER + 1}]`,
      pool: "''",
      fits: `len(head) >= ${LEAST} AND head[1] = 'tls'`,
    },
  },
};
