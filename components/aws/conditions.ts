import type { lb } from "@pulumi/aws/types/input";
import { refuse } from "../checks";

/** What a request must be like for a rule: all that is given, of each one of its values. */
export interface Condition {
  /** Host names, in which `*` and `?` stand for characters. */
  readonly host?: readonly string[];
  /** Paths, in which `*` and `?` stand for characters. */
  readonly path?: readonly string[];
  /** Values of a header. */
  readonly header?: { readonly name: string; readonly values: readonly string[] };
  readonly method?: readonly string[];
  /** Values of the query; without a key, of any. */
  readonly query?: readonly { readonly key?: string; readonly value: string }[];
  /** Networks of clients, in CIDR notation. */
  readonly source?: readonly string[];
}

/** As many values as a rule may have in all its conditions. */
const MOST_VALUES = 5;

/**
 * The conditions of a rule.
 *
 * @throws InputPropertyError when there are none, or more values than a rule may have.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function conditionsOf(path: string, condition: Condition): lb.ListenerRuleCondition[] {
  const { host = [], path: paths = [], header, method = [], query = [], source = [] } = condition;
  const values = [host, paths, header?.values ?? [], method, query, source].reduce((sum, all) => sum + all.length, 0);
  if (values === 0) refuse(path, "must say which requests are meant: by host, path, header, method, query or source");
  if (values > MOST_VALUES) refuse(path, `must have at most ${MOST_VALUES} values in all, but has ${values}`);
  return [
    ...(host.length > 0 ? [{ hostHeader: { values: [...host] } }] : []),
    ...(paths.length > 0 ? [{ pathPattern: { values: [...paths] } }] : []),
    ...(header ? [{ httpHeader: { httpHeaderName: header.name, values: [...header.values] } }] : []),
    ...(method.length > 0 ? [{ httpRequestMethod: { values: [...method] } }] : []),
    ...(query.length > 0 ? [{ queryStrings: query.map((one) => ({ ...one })) }] : []),
    ...(source.length > 0 ? [{ sourceIp: { values: [...source] } }] : []),
  ];
}
