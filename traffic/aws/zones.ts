import { listOf, textOf } from "../read";
import { reference, references } from "../references";
import { actual, declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Placement, Zone } from "../zones";
import { DEFAULT_SUBNET, SUBNET } from "./types";

const SUBNETS = [SUBNET, DEFAULT_SUBNET];

/**
 * The zones of a list of subnets.
 *
 * @param gap what is said where the program names none.
 */
export function zonesOfSubnets(
  stack: Stack,
  holder: Resource,
  property: string,
  values = actual(holder, property),
): Placement {
  const list = listOf(holder, property, values);
  const found = references(stack, { holder, property: topLevel(property), types: SUBNETS }, list);
  const zones = [...found.certain.map((subnet) => zoneOfSubnet(subnet)), ...found.external.map((id) => `subnet:${id}`)];
  return { zones: [...new Set(zones)], gaps: found.gaps };
}

/** The zones of a load balancer or a group that may be given by subnets or by name. */
export function zonesOf(stack: Stack, holder: Resource, subnets: string, names?: string): Placement {
  const bySubnet = zonesOfSubnets(stack, holder, subnets);
  if (bySubnet.zones.length > 0 || bySubnet.gaps.length > 0 || names === undefined)
    return orUnknown(bySubnet, holder, subnets);
  const named = listOf(holder, names, actual(holder, names));
  if (named === UNKNOWN) return nowhereKnown(holder, names);
  const zones = named.filter((zone) => typeof zone === "string");
  const gaps = zones.length === named.length ? [] : nowhereKnown(holder, names).gaps;
  return orUnknown({ zones: [...new Set(zones)], gaps }, holder, subnets);
}

/** The zone of an instance: as the program says, else that of its subnet, else as the provider answered. */
export function zoneOfInstance(stack: Stack, instance: Resource): Placement {
  const property = "availabilityZone";
  const asked = textOf(instance, property, declared(instance, property));
  if (typeof asked === "string") return { zones: [asked], gaps: [] };
  const place = { holder: instance, property: "subnetId", types: SUBNETS };
  const subnet = reference(stack, place, actual(instance, "subnetId"));
  if (subnet?.kind === "resource") return { zones: [zoneOfSubnet(subnet.resource)], gaps: [] };
  // A load balancer in the same subnet is known by it too: neither tells the name of a zone that is outside the stack.
  if (subnet?.kind === "external") return { zones: [`subnet:${subnet.value}`], gaps: [] };
  const answered = textOf(instance, property, actual(instance, property));
  if (typeof answered === "string") return { zones: [answered], gaps: [] };
  return subnet ? { zones: [], gaps: [subnet.gap] } : nowhereKnown(instance, property);
}

/** A placement of which nothing is known. */
export function nowhereKnown(holder: Resource, property: string): Placement {
  const gap: Gap = { urn: holder.urn, property, why: "its availability zone is not known" };
  return { zones: [], gaps: [gap] };
}

/** The zone of a subnet; what is known of it, where its name is not. */
export function zoneOfSubnet(subnet: Resource): Zone {
  const name = textOf(subnet, "availabilityZone", actual(subnet, "availabilityZone"));
  if (typeof name === "string") return name;
  const id = textOf(subnet, "availabilityZoneId", actual(subnet, "availabilityZoneId"));
  return typeof id === "string" ? id : `subnet:${subnet.urn}`;
}

function orUnknown(placement: Placement, holder: Resource, property: string): Placement {
  return placement.zones.length > 0 || placement.gaps.length > 0 ? placement : nowhereKnown(holder, property);
}

function topLevel(property: string): string {
  return /^[^.[]+/.exec(property)?.[0] ?? property;
}
