import type { LoggedRequest } from "../request";
import { named } from "./fields";
import type { Format } from "./format";
import { columnsOf, requestOf } from "./head";
import { namedSql } from "./sql";

const PLACES = { time: 1, balancer: 2, target: 4, seconds: 6, received: 10, sent: 11 };

/** Fields in front of the request, each with a blank after it; and, between the user agent and the trace, blanks around three more. */
const [HEAD, TAIL] = [13, 5];

/** The longest that the priority of a rule can be, with blanks. */
const RULE = 8;

/**
 * Access logs of Application Load Balancers. Fields have been added to the end over the years, and will be: in a short line the rule
 * is not told, and nothing is looked at that comes after it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 */
export const alb: Format = {
  id: "alb",
  name: "Application Load Balancer",
  level: "target",
  recognises: (line) => /^(?:https?|h2|grpcs?|wss?) \d{4}-\d\d-\d\dT\S+ \S+ \S+:\d+ /.test(line),
  parse: (line) => requestIn(line) ?? (line.includes("\\") ? requestIn(line.replace(/\\./gs, "")) : undefined),
  sql: {
    by: "quotes",
    prepared: (piece) => ({
      head: `string_split(${piece(0)}, ' ')`,
      between: piece(2),
      tail: piece(4),
      rule: `left(${piece(10)}, ${RULE})`,
    }),
    columns: {
      ...columnsOf(PLACES),
      route: "rule",
      pool: "tail",
      fits: `len(head) = ${HEAD} AND between = ' '`,
    },
    finished: {
      route: namedSql("split_part(route, ' ', 2)"),
      pool: namedSql("split_part(pool, ' ', 4)"),
      fits: `len(string_split(pool, ' ')) = ${TAIL} AND starts_with(pool, ' ') AND ends_with(pool, ' ')`,
    },
  },
};

/** Undefined where a quotation mark within a text, or whatever else, has moved the fields. */
function requestIn(line: string): LoggedRequest | undefined {
  const pieces = line.split('"');
  const head = (pieces[0] ?? "").split(" ");
  const tail = (pieces[4] ?? "").split(" ");
  const isWhole = head.length === HEAD && pieces[2] === " " && tail.length === TAIL;
  if (!isWhole || tail[0] !== "" || tail[TAIL - 1] !== "") return undefined;
  const rule = (pieces[10] ?? "").slice(0, RULE).split(" ");
  return requestOf(head, PLACES, { route: named(rule[1]), pool: named(tail[3]) });
}
