import { ANY_SHARE, exactly, ZERO, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import { flagOf, listOf, objectOf, wordOf } from "../read";
import { declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Placement } from "../zones";
import { LOAD_BALANCER } from "./types";
import { nowhereKnown, zonesOf, zonesOfSubnets } from "./zones";

/** Application, Network and Gateway Load Balancers become entries. */
export function readLoadBalancers(stack: Stack, draft: GraphDraft): void {
  stack.each(LOAD_BALANCER, (resource) => {
    const kind = kindOf(resource);
    const crossZone = flagOf(
      resource,
      "enableCrossZoneLoadBalancing",
      declared(resource, "enableCrossZoneLoadBalancing"),
      false,
    );
    const zonalAffinity = kind === "network" ? zonalAffinityOf(resource) : ZERO;
    draft.addEntry({
      id: resource.urn,
      label: `load balancer ${resource.name}`,
      zones: enabledZones(stack, resource),
      crossZone:
        kind === undefined ? undefined : kind === "application" ? true : crossZone === UNKNOWN ? undefined : crossZone,
      zonalAffinity,
      gaps: [
        ...(zonalAffinity.atMost > 0 ? [clientsDecide(resource)] : []),
        ...(kind === undefined ? [notKnown(resource, "loadBalancerType")] : []),
        ...(crossZone === UNKNOWN && kind !== "application"
          ? [notKnown(resource, "enableCrossZoneLoadBalancing")]
          : []),
      ],
    });
  });
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (Type) */
function kindOf(resource: Resource): "application" | "network" | "gateway" | undefined {
  const word = wordOf(resource, "loadBalancerType", declared(resource, "loadBalancerType"));
  if (word === UNKNOWN) return undefined;
  return word === "network" || word === "gateway" ? word : "application";
}

/**
 * The part of the clients whose DNS answer is the node of their own zone.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#client-routing-policy
 */
function zonalAffinityOf(resource: Resource): Bounds {
  const policy = wordOf(resource, "dnsRecordClientRoutingPolicy", declared(resource, "dnsRecordClientRoutingPolicy"));
  if (policy === UNKNOWN) return ANY_SHARE;
  if (policy === "availabilityzoneaffinity") return exactly(1);
  return policy === "partialavailabilityzoneaffinity" ? exactly(0.85) : ZERO;
}

function enabledZones(stack: Stack, resource: Resource): Placement {
  const mappings = listOf(resource, "subnetMappings", declared(resource, "subnetMappings"));
  if (mappings === UNKNOWN) return nowhereKnown(resource, "subnetMappings");
  if (mappings.length === 0) return zonesOf(stack, resource, "subnets");
  const subnets = mappings.map((mapping) => {
    const fields = objectOf(resource, "subnetMappings[]", mapping);
    return fields === UNKNOWN ? UNKNOWN : (fields["subnetId"] ?? UNKNOWN);
  });
  return zonesOfSubnets(stack, resource, "subnetMappings[].subnetId", subnets);
}

function clientsDecide(resource: Resource): Gap {
  const why = "it keeps clients in their own zone, and how many clients each zone has is not known";
  return { urn: resource.urn, property: "dnsRecordClientRoutingPolicy", why };
}

function notKnown(resource: Resource, property: string): Gap {
  return { urn: resource.urn, property, why: "its value is not known before the update" };
}
