import { textOf } from "../read";
import { actual, type Gap, type Resource } from "../resource";
import type { Placement, Zone } from "../zones";

/** A region's name: `europe-west1`. */
export type Region = string;

/** The zone that a resource names, or that the provider put it in; undefined where neither is known. */
function zoneOf(resource: Resource): Zone | undefined {
  return lastSegment(resource, "zone");
}

/** The region of a resource, or that of its zone; undefined where neither is known. */
export function regionOf(resource: Resource): Region | undefined {
  const region = lastSegment(resource, "region");
  if (region !== undefined) return region;
  const zone = zoneOf(resource);
  return zone === undefined ? undefined : regionOfZone(zone);
}

/** A zone is named after its region: `europe-west1-b`. */
function regionOfZone(zone: Zone): Region {
  return zone.replace(/-[a-z]+$/, "");
}

/** Where something runs that is in one zone. */
export function inZoneOf(resource: Resource): Placement {
  const zone = zoneOf(resource);
  return zone === undefined ? somewhere(resource, "zone") : { zones: [zone], gaps: [] };
}

/** A placement of which nothing is known. */
export function somewhere(resource: Resource, property: string): Placement {
  const gap: Gap = { urn: resource.urn, property, why: "its zone is not known" };
  return { zones: [], gaps: [gap] };
}

/** Zones and regions are given by name or by link. */
function lastSegment(resource: Resource, property: string): string | undefined {
  const text = textOf(resource, property, actual(resource, property));
  return typeof text === "string" && text !== "" ? text.split("/").at(-1) : undefined;
}
