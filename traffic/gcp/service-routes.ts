import { exactly } from "../bounds";
import { listOf, numberOf, objectOf } from "../read";
import { declared, isManagedElsewhere, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import { ANY_WEIGHT, type Action, type Splitter, type Weighted } from "./split";
import { SERVICE_ROUTES } from "./types";

/** What a route may be attached to. Without any of them, nobody sends it anything. */
const ATTACHMENTS = ["meshes", "gateways", "targetProxies"];

/**
 * Each rule of a route of Cloud Service Mesh becomes a route, where it is attached to something.
 *
 * @see https://cloud.google.com/service-mesh/docs/service-routing/service-routing-overview
 */
export function readServiceRoutes(splitter: Splitter): void {
  for (const type of SERVICE_ROUTES) {
    splitter.stack.each(type, (route) => {
      if (!isAttached(route)) return;
      const label = `${wordsOf(type)} ${route.name}`;
      splitter.addEntry({ urn: route.urn, label });
      for (const action of actionsOf(route, label)) splitter.addRoutes(route.urn, action);
    });
  }
}

function isAttached(route: Resource): boolean {
  return ATTACHMENTS.some((property) => {
    const listed = listOf(route, property, declared(route, property));
    return listed === UNKNOWN || listed.length > 0;
  });
}

/** `HttpRoute` as a person says it. */
function wordsOf(type: string): string {
  const [, kind = ""] = /:(\w+)Route$/.exec(type) ?? [];
  return `${kind === "Grpc" ? "gRPC" : kind.toUpperCase()} route`;
}

function actionsOf(route: Resource, label: string): Action[] {
  const property = "rules";
  const rules = listOf(route, property, declared(route, property));
  const base = { holder: route, property, isShared: true };
  if (rules === UNKNOWN) return [{ ...base, key: route.urn, label, split: UNKNOWN }];
  return rules.map((rule, index) => ({
    ...base,
    key: `${route.urn}#${property}[${index}]`,
    label: rules.length === 1 ? label : `${label} (rule ${index + 1})`,
    isShared: rules.length > 1,
    split: splitOf(route, `${property}[${index}]`, rule),
  }));
}

function splitOf(route: Resource, path: string, rule: Value): Action["split"] {
  const fields = objectOf(route, path, rule);
  const action = fields === UNKNOWN ? UNKNOWN : objectOf(route, `${path}.action`, fields["action"]);
  if (action === UNKNOWN) return UNKNOWN;
  const listed = listOf(route, `${path}.action.destinations`, action["destinations"]);
  if (listed === UNKNOWN) return UNKNOWN;
  const destinations = listed.map((value, index) => objectOf(route, `${path}.action.destinations[${index}]`, value));
  // Where none has a weight, all get the same.
  const isEven = destinations.every((one) => one !== UNKNOWN && one["weight"] === undefined);
  return destinations.map((one, index): Weighted => {
    const at = `${path}.action.destinations[${index}]`;
    if (isEven || destinations.length === 1) return { service: serviceIn(one), weight: exactly(1) };
    if (one === UNKNOWN || isManagedElsewhere(route, "rules")) return { service: serviceIn(one), weight: ANY_WEIGHT };
    return { service: serviceIn(one), weight: numberOf(route, `${at}.weight`, one["weight"], ANY_WEIGHT) };
  });
}

function serviceIn(destination: Properties | typeof UNKNOWN): Value {
  return destination === UNKNOWN ? UNKNOWN : (destination["serviceName"] ?? UNKNOWN);
}
