/** What of an action of a listener or a rule decides where traffic goes, as the provider writes it. */
export interface ForwardAction {
  readonly type?: string;
  readonly targetGroupArn?: string;
  readonly forward?: {
    readonly targetGroups?: readonly { readonly arn: string; readonly weight?: number }[];
  };
}

/** The share of the traffic that a target group gets, 0 to 1, by its ARN. */
export type Shares = ReadonlyMap<string, number>;

/**
 * The shares of a route.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 */
export function sharesOf(actions: readonly ForwardAction[]): Shares {
  const groups = actions.flatMap(({ targetGroupArn, forward }) => {
    if (forward?.targetGroups) return forward.targetGroups;
    return targetGroupArn === undefined ? [] : [{ arn: targetGroupArn }];
  });
  const all = groups.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return new Map(groups.map(({ arn, weight = 1 }) => [arn, all === 0 ? 0 : weight / all]));
}

/** A target group that is about to get a greater share. */
export interface Rise {
  readonly arn: string;
  readonly before: number;
  readonly after: number;
}

/** The target groups whose share rises. */
export function rises(before: Shares, after: Shares): Rise[] {
  return [...after].flatMap(([arn, share]) => {
    const old = before.get(arn) ?? 0;
    return share > old ? [{ arn, before: old, after: share }] : [];
  });
}

/** The name of a target group in its ARN. */
export function nameIn(arn: string): string {
  return arn.split("/")[1] ?? arn;
}
