import { alb } from "./alb";
import { classic } from "./classic";
import type { Format } from "./format";
import { gcp } from "./gcp";
import { nlbTls } from "./nlb-tls";

export const FORMATS: readonly Format[] = [alb, nlbTls, gcp, classic];

/** Logs of load balancers that tell nothing of how traffic is shared. */
const OTHERS: readonly { readonly is: RegExp; readonly what: string }[] = [
  {
    is: /^\d{4}-\d\d-\d\dT\S+ [\da-fA-F.:]+ \d+ \d+ /,
    what: "connection logs of an Application Load Balancer, which say nothing of targets; its access logs do",
  },
  { is: /^\d+ \d{12} (?:eni-|- )/, what: "VPC flow logs; access logs of a load balancer are expected" },
];

/** The format of a line; of no format it is told what it seems to be, where that is known. */
export function formatOf(line: string): Format | { readonly what: string | undefined } {
  return FORMATS.find((format) => format.recognises(line)) ?? { what: OTHERS.find(({ is }) => is.test(line))?.what };
}
