import type { Gap, Resource } from "./resource";

/** A value that only the update will tell. */
export function notKnownYet(resource: Resource, property: string): Gap {
  return { urn: resource.urn, property, why: "its value is not known before the update" };
}
