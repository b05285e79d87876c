import type { LoggedRequest } from "../request";
import { bytesOf, momentOf, named, secondsOf } from "./fields";
import { bytesSql, minuteSql, namedSql, secondsSql } from "./sql";

/** Where the fields are that every log of a load balancer of AWS has, counted from 0. */
export interface Places {
  readonly time: number;
  readonly balancer: number;
  readonly target?: number;
  readonly seconds: number;
  readonly received: number;
  readonly sent: number;
}

/** The fields in front of the first quotation mark. */
export function requestOf(
  head: readonly string[],
  places: Places,
  rest: Pick<LoggedRequest, "route" | "pool">,
): LoggedRequest | undefined {
  const time = momentOf(head[places.time]);
  const received = bytesOf(head[places.received]);
  const sent = bytesOf(head[places.sent]);
  if (time === undefined || received === undefined || sent === undefined) return undefined;
  const target = places.target === undefined ? "" : named(head[places.target]);
  const seconds = secondsOf(head[places.seconds]);
  return { time, balancer: head[places.balancer] ?? "", ...rest, target, zone: "", received, sent, seconds };
}

/** The same for DuckDB, where `head` is the list of the fields. */
export function columnsOf(places: Places) {
  const field = (place: number) => `head[${place + 1}]`;
  return {
    minute: minuteSql(field(places.time)),
    balancer: field(places.balancer),
    target: places.target === undefined ? "''" : namedSql(field(places.target)),
    zone: "''",
    received: bytesSql(field(places.received)),
    sent: bytesSql(field(places.sent)),
    seconds: secondsSql(field(places.seconds)),
  };
}
