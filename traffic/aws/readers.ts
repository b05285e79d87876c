import type { GraphDraft } from "../draft";
import type { Resource } from "../resource";
import type { Stack } from "../stack";
import { readAlarms } from "./alarms";
import { readAutoScaling } from "./auto-scaling";
import { AutoScalingFloors } from "./auto-scaling-floors";
import { readBalancerListeners } from "./balancer-listeners";
import { readClassic } from "./classic";
import { readCodeDeploy } from "./code-deploy";
import { readEcs } from "./ecs";
import { readGlobalAccelerator } from "./global-accelerator";
import { readLattice } from "./lattice";
import { readLatticeTargetGroups } from "./lattice-target-groups";
import { readLoadBalancers } from "./load-balancers";
import { translated } from "./native";
import { readRoute53 } from "./route53";
import { readTargetGroups } from "./target-groups";
import { canonicalType } from "./types";

/** The same resource under the one type and with the property names that the readers know. */
export function canonical(resource: Resource): Resource {
  const type = canonicalType(resource.type);
  return translated(type === resource.type ? resource : { ...resource, type });
}

/** Reads everything of AWS that a graph is made of. */
export function readAws(stack: Stack, draft: GraphDraft): void {
  const floors = new AutoScalingFloors(stack);
  readLoadBalancers(stack, draft);
  readClassic(stack, draft);
  readTargetGroups(stack, draft);
  readBalancerListeners(stack, draft);
  readLatticeTargetGroups(stack, draft);
  readLattice(stack, draft);
  readAutoScaling(stack, draft, floors);
  readEcs(stack, draft, floors);
  readCodeDeploy(stack, draft);
  readRoute53(stack, draft);
  readGlobalAccelerator(stack, draft);
  readAlarms(stack, draft);
}
