import { ANY_SHARE, between, normalised, product, sum, ZERO } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Destination } from "../graph";
import type { Gap } from "../resource";
import { addWeightedTargets } from "../weighted-targets";
import type { EndpointGroup } from "./endpoint-groups";

/** Where the traffic goes of the clients to whom one endpoint group is nearest. */
interface Taken {
  readonly destinations: readonly Destination[];
  /** What is not known of the groups that take what this one leaves. */
  readonly gaps: readonly Gap[];
}

/**
 * What a group takes of the traffic of its region, and what others do.
 *
 * With a dial of d the group takes between d and 1 of it, and the other groups together take what is left: which of them takes
 * how much, and whether some comes back, is a matter of their own dials and of where the clients are. So beside the group's own
 * weights, which sum to W, each other group has a weight between 0 and W · (1 - d) / d, of which its endpoints get their part.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-traffic-dial.html
 * @see https://repost.aws/knowledge-center/global-accelerator-failover-different-region (where all weights are 0)
 */
export function takenFor(draft: GraphDraft, group: EndpointGroup, groups: readonly EndpointGroup[]): Taken {
  const { destinations: own, dial, takesTraffic } = group;
  if (takesTraffic && dial.atLeast === 1) return { destinations: own, gaps: [] };
  const others = groups.filter((other) => other !== group && sameListener(group, other) !== false);
  if (others.length === 0 && group.listener) return { destinations: own, gaps: [] };
  const gaps = [...others.flatMap((other) => other.gaps), whoTakesTheRest(group)];
  const heir = heirOf(group, others);
  if (heir) return { destinations: [...own.map(({ pool }) => ({ pool, weight: ZERO })), ...heir.destinations], gaps };
  const total = sum(own.map(({ weight }) => weight)).atMost;
  if (takesTraffic && dial.atLeast > 0) {
    const rest = product(total, (1 - dial.atLeast) / dial.atLeast);
    return { destinations: [...own, ...restOf(draft, group, others, rest)], gaps };
  }
  const anyone = [...own, ...restOf(draft, group, others, 1)];
  return { destinations: anyone.map(({ pool }) => ({ pool, weight: ANY_SHARE })), gaps };
}

/** The only group that takes what a group leaves whose dial is at 0. */
function heirOf(group: EndpointGroup, others: readonly EndpointGroup[]): EndpointGroup | undefined {
  if (group.dial.atMost > 0 || !group.listener) return undefined;
  const [heir, ...more] = others.filter(({ dial }) => dial.atMost > 0);
  const isSure = heir?.takesTraffic === true && heir.dial.atLeast > 0 && sameListener(group, heir) === true;
  return isSure && more.length === 0 ? heir : undefined;
}

/** What the endpoints of other groups may get, in the units of the group's own weights. */
function restOf(
  draft: GraphDraft,
  group: EndpointGroup,
  others: readonly EndpointGroup[],
  rest: number,
): Destination[] {
  const shown = others.flatMap(({ destinations }) => {
    const parts = normalised(destinations.map(({ weight }) => weight));
    return destinations.map(({ pool }, index): Destination => {
      const most = product(rest, parts[index]?.atMost ?? 1);
      return { pool, weight: between(0, most) };
    });
  });
  if (group.listener) return shown;
  const { urn } = group.resource;
  const why = "its listener may have endpoint groups outside this stack, which take what this one leaves";
  const to = {
    kind: "elsewhere",
    label: "other endpoint groups",
    gap: { urn, property: "listenerArn", why },
  } as const;
  const set = { id: `${urn}#others`, urn, label: to.label, healthCheck: "unknown" } as const;
  return [...shown, ...addWeightedTargets(draft, set, [{ key: "outside", weight: between(0, rest), to }])];
}

function whoTakesTheRest({ resource }: EndpointGroup): Gap {
  const why = "what it leaves goes to other endpoint groups, and how much to which is not known";
  return { urn: resource.urn, property: "trafficDialPercentage", why };
}

/** Whether two groups have one listener; undefined where that is not known. */
function sameListener(a: EndpointGroup, b: EndpointGroup): boolean | undefined {
  if (a.listenerKey === undefined || b.listenerKey === undefined) return undefined;
  return a.listenerKey === b.listenerKey;
}
