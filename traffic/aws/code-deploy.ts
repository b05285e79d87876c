import type { GraphDraft } from "../draft";
import { listOf, objectOf } from "../read";
import { references } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { CODE_DEPLOY_GROUP, TARGET_GROUP } from "./types";

/** CodeDeploy registers targets in the target groups of a deployment group, so these may have members that no stack shows. */
export function readCodeDeploy(stack: Stack, draft: GraphDraft): void {
  stack.each(CODE_DEPLOY_GROUP, (group) => {
    const property = "loadBalancerInfo";
    const { certain, possible } = references(
      stack,
      { holder: group, property, types: [TARGET_GROUP] },
      namesIn(group, property),
    );
    const why = "CodeDeploy moves targets in and out of it";
    for (const pool of [...certain, ...possible]) draft.openPool(pool.urn, { urn: group.urn, property, why });
  });
}

function namesIn(group: Resource, property: string): readonly Value[] | typeof UNKNOWN {
  const info = objectOf(group, property, declared(group, property));
  if (info === UNKNOWN) return UNKNOWN;
  const pair = objectOf(group, `${property}.targetGroupPairInfo`, info["targetGroupPairInfo"]);
  if (pair === UNKNOWN) return UNKNOWN;
  const single = listOf(group, `${property}.targetGroupInfos`, info["targetGroupInfos"]);
  const paired = listOf(group, `${property}.targetGroupPairInfo.targetGroups`, pair["targetGroups"]);
  if (single === UNKNOWN || paired === UNKNOWN) return UNKNOWN;
  return [...single, ...paired].map((block): Value => {
    const fields = objectOf(group, `${property}[]`, block);
    return fields === UNKNOWN ? UNKNOWN : (fields["name"] ?? null);
  });
}
