import type { Graph, Member } from "./graph";

/**
 * The graph while every group that a rollout may shrink is in the midst of one: a changed template that several groups share
 * rolls all of them at once. Undefined where no rollout takes anything away.
 */
export function duringRollouts(graph: Graph): Graph | undefined {
  const shrinks = [...graph.pools.values()].some(({ members }) => members.some(isShrunk));
  if (!shrinks) return undefined;
  const pools = [...graph.pools].map(
    ([id, pool]) => [id, { ...pool, members: pool.members.map(asDuringRollout) }] as const,
  );
  return { ...graph, pools: new Map(pools) };
}

function isShrunk(member: Member): boolean {
  return member.kind === "backends" && member.duringRollout !== undefined;
}

function asDuringRollout(member: Member): Member {
  return member.kind === "backends" && member.duringRollout ? { ...member, ...member.duringRollout } : member;
}
