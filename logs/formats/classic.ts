import type { Format } from "./format";
import { columnsOf, requestOf } from "./head";

const PLACES = { time: 0, balancer: 1, target: 3, seconds: 5, received: 9, sent: 10 };

/** Fields in front of the request, each with a blank after it. */
const HEAD = 12;

/**
 * Access logs of Classic Load Balancers, with or without the user agent and the cipher. The instances behind one are its pool.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html#access-log-entry-format
 */
export const classic: Format = {
  id: "classic",
  name: "Classic Load Balancer",
  level: "target",
  recognises: (line) => /^\d{4}-\d\d-\d\dT\S+ \S+ \S+:\d+ (?:-|\S+:\d+) -?[\d.]+ -?[\d.]+ -?[\d.]+ /.test(line),
  parse: (line) => {
    const end = line.indexOf('"');
    const head = line.slice(0, end < 0 ? line.length : end).split(" ");
    return head.length === HEAD ? requestOf(head, PLACES, { route: "", pool: head[PLACES.balancer] ?? "" }) : undefined;
  },
  sql: {
    by: "quotes",
    prepared: (piece) => ({ head: `string_split(${piece(0)}, ' ')` }),
    columns: { ...columnsOf(PLACES), route: "''", pool: `head[${PLACES.balancer + 1}]`, fits: `len(head) = ${HEAD}` },
  },
};
