import { exactly } from "../bounds";
import type { GraphDraft } from "../draft";
import { objectOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Resource } from "../resource";
import type { Stack } from "../stack";
import { inZoneOf, somewhere } from "./places";
import { INSTANCES } from "./types";

/**
 * The pool of a service whose traffic goes to one leader, whatever its other backends.
 *
 * @returns the id of the pool.
 * @see https://cloud.google.com/load-balancing/docs/backend-service#ha-policy
 */
export function addLeader(stack: Stack, draft: GraphDraft, service: Resource): string {
  const property = "haPolicy";
  let value = declared(service, property);
  for (const name of ["leader", "networkEndpoint", "instance"]) {
    const fields = objectOf(service, property, value);
    value = fields === UNKNOWN ? UNKNOWN : fields[name];
  }
  const found = reference(stack, { holder: service, property, types: INSTANCES }, value);
  const instance = found?.kind === "resource" ? found.resource : undefined;
  draft.addPool({
    id: service.urn,
    label: `backend service ${service.name}`,
    urn: service.urn,
    crossZone: true,
    healthCheck: "present",
    gaps: [],
  });
  draft.addMember(service.urn, {
    kind: "backends",
    id: instance?.urn ?? `${service.urn}#leader`,
    label: instance ? `instance ${instance.name}` : `the leader of backend service ${service.name}`,
    identified: instance !== undefined,
    floor: exactly(1),
    setBy: undefined,
    placement: instance ? inZoneOf(instance) : somewhere(service, property),
    gaps: [],
  });
  return service.urn;
}
