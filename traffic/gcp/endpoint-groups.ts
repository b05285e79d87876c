import { between, exactly } from "../bounds";
import type { Backends } from "../graph";
import { listOf, objectOf, textOf, wordOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Gap, type Properties, type Resource } from "../resource";
import type { Stack } from "../stack";
import { notKnownYet } from "../gaps";
import type { Group } from "./groups";
import { inZoneOf, regionOf, somewhere } from "./places";
import { serverlessMember } from "./serverless";
import { ENDPOINT_GROUP, ENDPOINT_LIST, ENDPOINTS, GLOBAL_ENDPOINT_GROUP, INSTANCES } from "./types";

/** An endpoint as it is registered. */
interface Endpoint {
  readonly holder: Resource;
  /** The property of the holder that identifies it. */
  readonly property: string;
  /** What tells it from the other endpoints of its holder. */
  readonly key: string;
  readonly fields: Properties;
}

/** What is registered in one group. */
interface Registered {
  readonly endpoints: Endpoint[];
  readonly open: Gap[];
}

/**
 * Network endpoint groups, and the endpoints that are registered in them one by one or as a list.
 *
 * @see https://cloud.google.com/load-balancing/docs/negs
 */
export class EndpointGroups {
  readonly #registered = new Map<string, Registered>();

  constructor(readonly stack: Stack) {
    for (const [type, property, group] of ENDPOINTS) {
      stack.each(type, (endpoint) => {
        const names = declared(endpoint, "instance") === undefined ? addressIn(endpoint.inputs) : "instance";
        const fields = endpoint.inputs;
        this.#register(endpoint, property, group, [{ holder: endpoint, property: names, key: endpoint.urn, fields }]);
      });
    }
    stack.each(ENDPOINT_LIST, (list) => {
      const property = "networkEndpoints";
      const listed = listOf(list, property, declared(list, property));
      const endpoints = listed === UNKNOWN ? UNKNOWN : listed.map((one, index) => endpointOf(list, one, index));
      this.#register(list, "networkEndpointGroup", ENDPOINT_GROUP, endpoints);
    });
  }

  of(group: Resource): Group {
    const type = wordOf(group, "networkEndpointType", declared(group, "networkEndpointType")) ?? defaultType(group);
    const registered = this.#registered.get(group.urn);
    const place = { region: regionOf(group), open: [], isChecked: true };
    if (type === "serverless") return { ...place, members: [serverlessMember(this.stack, group)], isChecked: false };
    if (type === "privateserviceconnect" || type === "gcevmipportmap") return producer(group);
    if (type === UNKNOWN) return { ...place, members: [], open: [notKnownYet(group, "networkEndpointType")] };
    if (!registered) {
      const why = "no endpoint of it is in this stack, so something else may register them: GKE does";
      return { ...place, members: [], open: [{ urn: group.urn, property: "endpoints", why }] };
    }
    const isOutside = type === "internetfqdnport" || type === "internetipport";
    const members = registered.endpoints.map((one) => (isOutside ? website(group, one) : this.#machine(group, one)));
    return { ...place, members, open: registered.open, isChecked: !isOutside };
  }

  #register(holder: Resource, property: string, type: string, endpoints: readonly Endpoint[] | typeof UNKNOWN): void {
    const found = reference(this.stack, { holder, property, types: [type] }, declared(holder, property));
    const add = (group: Resource, { endpoints: more, open }: Partial<Registered>) => {
      const known = this.#registered.get(group.urn) ?? { endpoints: [], open: [] };
      known.endpoints.push(...(more ?? []));
      known.open.push(...(open ?? []));
      this.#registered.set(group.urn, known);
    };
    if (found?.kind === "resource") {
      if (endpoints === UNKNOWN) add(found.resource, { open: [notKnownYet(holder, "networkEndpoints")] });
      else add(found.resource, { endpoints: [...endpoints] });
    }
    if (found?.kind !== "unknown") return;
    for (const candidate of found.candidates) add(candidate, { open: [found.gap] });
  }

  /** An instance, or an address in the network. */
  #machine(group: Resource, { holder, property, key, fields }: Endpoint): Backends {
    const one = {
      kind: "backends",
      floor: exactly(1),
      setBy: undefined,
      gaps: [],
      placement: inZoneOf(group),
    } as const;
    const place = { holder, property, types: INSTANCES };
    const found = reference(this.stack, place, fields["instance"] ?? fields["ipAddress"]);
    if (found?.kind === "resource") {
      return { ...one, id: found.resource.urn, label: `instance ${found.resource.name}`, identified: true };
    }
    if (found?.kind === "external")
      return { ...one, id: found.value, label: `an endpoint of ${group.name}`, identified: true };
    return { ...one, id: key, label: `the endpoint of ${holder.name}`, identified: false };
  }
}

function endpointOf(list: Resource, value: Properties[string], index: number): Endpoint {
  const key = `${list.urn}#networkEndpoints[${index}]`;
  const fields = objectOf(list, `networkEndpoints[${index}]`, value);
  return { holder: list, property: "networkEndpoints", key, fields: fields === UNKNOWN ? {} : fields };
}

function addressIn(fields: Properties): string {
  return fields["fqdn"] === undefined ? "ipAddress" : "fqdn";
}

/** What a network endpoint group is for where it does not say. */
function defaultType(group: Resource): string {
  if (group.type === ENDPOINT_GROUP) return "gcevmipport";
  return group.type === GLOBAL_ENDPOINT_GROUP ? "internetfqdnport" : "serverless";
}

/** A service that somebody else runs behind a name or an address of the internet: how many machines it has is theirs to know. */
function website(group: Resource, { key, fields }: Endpoint): Backends {
  const why = "how many machines answer behind an internet endpoint is not in this stack";
  const address = textOf(group, "fqdn", fields["fqdn"] ?? fields["ipAddress"]);
  return {
    kind: "backends",
    id: typeof address === "string" ? address : key,
    label: `an internet endpoint of ${group.name}`,
    identified: typeof address === "string",
    floor: between(1, Infinity),
    setBy: undefined,
    placement: somewhere(group, "zone"),
    gaps: [{ urn: group.urn, property: "networkEndpointType", why }],
  };
}

/** A service that is published by Private Service Connect: what is behind it is its producer's to know. */
function producer(group: Resource): Group {
  const why = "what is behind its Private Service Connect producer is not in this stack";
  return {
    region: regionOf(group),
    members: [],
    open: [{ urn: group.urn, property: "pscTargetService", why }],
    isChecked: false,
  };
}
