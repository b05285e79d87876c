import { exactly, ZERO } from "../bounds";
import type { GraphDraft } from "../draft";
import type { HealthCheck } from "../graph";
import { listedInstances, type Listed } from "../listed-instances";
import { flagOf, listOf } from "../read";
import { reference, type Place } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { CLASSIC_ATTACHMENT, CLASSIC_LOAD_BALANCER, INSTANCE } from "./types";
import { nowhereKnown, zoneOfInstance, zonesOf } from "./zones";

/** A classic load balancer is an entry, its only route and its own pool. */
export function readClassic(stack: Stack, draft: GraphDraft): void {
  stack.each(CLASSIC_LOAD_BALANCER, (balancer) => {
    const label = `classic load balancer ${balancer.name}`;
    const crossZone = flagOf(balancer, "crossZoneLoadBalancing", declared(balancer, "crossZoneLoadBalancing"), true);
    draft.addEntry({
      id: balancer.urn,
      label,
      zones: zonesOf(stack, balancer, "subnets", "availabilityZones"),
      crossZone: crossZone === UNKNOWN ? undefined : crossZone,
      zonalAffinity: ZERO,
      gaps: [],
    });
    draft.addPool({
      id: balancer.urn,
      label,
      urn: balancer.urn,
      crossZone: "as the load balancer",
      healthCheck: declared(balancer, "healthCheck") === undefined ? PORT_ONLY : "present",
      gaps: [],
    });
    draft.addRoute({
      id: balancer.urn,
      urn: balancer.urn,
      label,
      entry: balancer.urn,
      port: undefined,
      alternatives: [[{ pool: balancer.urn, weight: exactly(1) }]],
      forwards: true,
      gaps: [],
    });
    readInstances(stack, draft, balancer);
  });
  stack.each(CLASSIC_ATTACHMENT, (attachment) => {
    const place = { holder: attachment, property: "elb", types: [CLASSIC_LOAD_BALANCER] };
    const found = reference(stack, place, declared(attachment, "elb"));
    const { members } = instancesOf(stack, { holder: attachment, property: "instance", types: [INSTANCE] }, [
      declared(attachment, "instance") ?? UNKNOWN,
    ]);
    if (found?.kind === "resource") for (const member of members) draft.addMember(found.resource.urn, member);
    if (found?.kind === "unknown") for (const candidate of found.candidates) draft.openPool(candidate.urn, found.gap);
  });
}

/**
 * The service then checks by itself whether the port of an instance opens: weak, but a check.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html
 */
const PORT_ONLY: HealthCheck = {
  notices: "closed ports",
  remedy: "Give it a healthCheck that asks the application",
};

function readInstances(stack: Stack, draft: GraphDraft, balancer: Resource): void {
  const listed = listOf(balancer, "instances", declared(balancer, "instances"));
  const { members, open } = instancesOf(stack, { holder: balancer, property: "instances", types: [INSTANCE] }, listed);
  for (const member of members) draft.addMember(balancer.urn, member);
  for (const gap of open) draft.openPool(balancer.urn, gap);
}

function instancesOf(stack: Stack, place: Place, values: readonly Value[] | typeof UNKNOWN): Listed {
  const outside = nowhereKnown(place.holder, place.property);
  return listedInstances(stack, place, values, { of: (instance) => zoneOfInstance(stack, instance), outside });
}
