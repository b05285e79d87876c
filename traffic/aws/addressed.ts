import { exactly } from "../bounds";
import type { Backends, InnerEntry } from "../graph";
import { listOf, objectOf } from "../read";
import { reference, references } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import {
  ACCELERATOR,
  CLASSIC_LOAD_BALANCER,
  ELASTIC_IP,
  ELASTIC_IP_ASSOCIATION,
  INSTANCE,
  LOAD_BALANCER,
} from "./types";
import { zoneOfInstance } from "./zones";

/** What has an address of its own that a name or an accelerator can lead to. */
export const ADDRESSABLE = [LOAD_BALANCER, CLASSIC_LOAD_BALANCER, ACCELERATOR, INSTANCE, ELASTIC_IP];

/** What answers at a resource's address; undefined where the stack does not show that. */
export function addressed(stack: Stack, resource: Resource): InnerEntry | Backends | undefined {
  switch (resource.type) {
    case INSTANCE:
      return {
        kind: "backends",
        id: resource.urn,
        label: `instance ${resource.name}`,
        identified: true,
        floor: exactly(1),
        setBy: undefined,
        placement: zoneOfInstance(stack, resource),
        gaps: [],
      };
    case ELASTIC_IP: {
      const behind = behindAddress(stack, resource);
      return behind && addressed(stack, behind);
    }
    default: {
      const noun = NOUNS[resource.type];
      if (noun === undefined) return undefined;
      return {
        kind: "entry",
        id: resource.urn,
        urn: resource.urn,
        label: `${noun} ${resource.name}`,
        port: undefined,
      };
    }
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  [LOAD_BALANCER]: "load balancer",
  [CLASSIC_LOAD_BALANCER]: "classic load balancer",
  [ACCELERATOR]: "accelerator",
};

/** What an Elastic IP address is given to: the only one of the instances and load balancers of the stack that name it. */
function behindAddress(stack: Stack, address: Resource): Resource | undefined {
  const own = instanceOf(stack, address, "instance");
  const associated = stack
    .ofType(ELASTIC_IP_ASSOCIATION)
    .filter((association) =>
      isNamed(stack, association, "allocationId", [declared(association, "allocationId")], address),
    )
    .flatMap((association) => instanceOf(stack, association, "instanceId"));
  const balancers = stack
    .ofType(LOAD_BALANCER)
    .filter((balancer) => isNamed(stack, balancer, "subnetMappings", allocationsOf(balancer), address));
  const [only, ...others] = new Set([...own, ...associated, ...balancers]);
  return others.length === 0 ? only : undefined;
}

function instanceOf(stack: Stack, holder: Resource, property: string): Resource[] {
  const found = reference(stack, { holder, property, types: [INSTANCE] }, declared(holder, property));
  return found?.kind === "resource" ? [found.resource] : [];
}

function isNamed(
  stack: Stack,
  holder: Resource,
  property: string,
  values: readonly (Value | undefined)[],
  address: Resource,
): boolean {
  const given = values.filter((value): value is Value => value !== undefined && value !== null);
  return references(stack, { holder, property, types: [ELASTIC_IP] }, given).certain.includes(address);
}

function allocationsOf(balancer: Resource): (Value | undefined)[] {
  const mappings = listOf(balancer, "subnetMappings", declared(balancer, "subnetMappings"));
  if (mappings === UNKNOWN) return [];
  return mappings.map((mapping) => {
    const fields = objectOf(balancer, "subnetMappings[]", mapping);
    return fields === UNKNOWN ? UNKNOWN : fields["allocationId"];
  });
}
