import { between, exactly, isExact, ZERO, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Destination } from "../graph";
import { listOf, numberOf, objectOf, textOf } from "../read";
import { assignments, reference, references, type Place, type Reference } from "../references";
import { actual, declared, isManagedElsewhere, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { addWeightedTargets, type WeightedTarget } from "../weighted-targets";
import { addressed } from "./addressed";
import { ACCELERATOR_LISTENER, ELASTIC_IP, INSTANCE, LOAD_BALANCER } from "./types";
import { weighed, type Weighed } from "./weighted-references";
import { WEIGHTS, weightsInUse } from "./weights";

/** The endpoints of one region, and how much of the region's traffic they take. */
export interface EndpointGroup {
  readonly resource: Resource;
  readonly listener: Resource | undefined;
  /** What tells its listener from others; undefined where it is not known which it is. */
  readonly listenerKey: string | undefined;
  readonly region: string | undefined;
  /** The part of the traffic of its region that it is to take, 0 to 1. */
  readonly dial: Bounds;
  /** Where its traffic goes, by the weights of the endpoints. */
  readonly destinations: readonly Destination[];
  /** Whether an endpoint has a weight above 0 for certain: else its traffic goes to other groups, if these have one. */
  readonly takesTraffic: boolean;
  readonly gaps: readonly Gap[];
}

const PROPERTY = "endpointConfigurations";

export function readEndpointGroup(stack: Stack, draft: GraphDraft, resource: Resource): EndpointGroup {
  const place = { holder: resource, property: "listenerArn", types: [ACCELERATOR_LISTENER] };
  const found = reference(stack, place, declared(resource, "listenerArn"));
  const listener = found?.kind === "resource" ? found.resource : undefined;
  const region = textOf(resource, "endpointGroupRegion", actual(resource, "endpointGroupRegion"));
  const dial = dialOf(resource);
  const endpoints = endpointsOf(stack, resource);
  const weights = weightsInUse(
    endpoints.map(({ weight }) => weight),
    between(0, 1),
  );
  const targets = endpoints.map((endpoint, index): WeightedTarget => {
    const to = endpoint.resource && addressed(stack, endpoint.resource);
    const gap = { urn: resource.urn, property: PROPERTY, why: endpoint.why };
    const elsewhere = { kind: "elsewhere", label: labelOf(endpoint), gap } as const;
    return { key: endpoint.key, weight: weights[index] ?? ZERO, to: to ?? elsewhere };
  });
  const label = `endpoint group ${resource.name}`;
  // The service checks endpoints by connections, unless it is told how.
  const healthCheck = declared(resource, "healthCheckProtocol") === undefined ? "service default" : "present";
  const isUncertain = endpoints.some(({ weight }) => !isExact(weight));
  const gaps = [...(isUncertain ? [gapOf(resource, PROPERTY)] : []), ...(isExact(dial) ? [] : [gapOf(resource, DIAL)])];
  return {
    resource,
    listener,
    listenerKey: found?.kind === "external" ? found.value : listener?.urn,
    region: typeof region === "string" ? region : undefined,
    dial,
    destinations: addWeightedTargets(draft, { id: resource.urn, urn: resource.urn, label, healthCheck }, targets),
    takesTraffic: endpoints.some(({ weight }) => weight.atLeast > 0),
    gaps: found?.kind === "unknown" ? [...gaps, found.gap] : gaps,
  };
}

const DIAL = "trafficDialPercentage";

/** @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-traffic-dial.html */
function dialOf(resource: Resource): Bounds {
  const percent = isManagedElsewhere(resource, DIAL) ? UNKNOWN : declared(resource, DIAL);
  const { atLeast, atMost } = numberOf(resource, DIAL, percent, exactly(100), between(0, 100));
  return between(atLeast / 100, atMost / 100);
}

/** The endpoints of a group, with their weights. */
function endpointsOf(stack: Stack, resource: Resource): Weighed[] {
  const place: Place = { holder: resource, property: PROPERTY, types: [LOAD_BALANCER, INSTANCE, ELASTIC_IP] };
  const listed = listOf(resource, PROPERTY, declared(resource, PROPERTY));
  if (listed === UNKNOWN) {
    const { possible: candidates, gaps } = references(stack, place, UNKNOWN);
    const [gap = gapOf(resource, PROPERTY)] = gaps;
    // There may be others than those that the list is made from.
    const either = [candidates, []].map((some): Reference => ({ kind: "unknown", candidates: some, gap }));
    return weighed([either], [WEIGHTS, WEIGHTS]);
  }
  const endpoints = listed.map((endpoint, index) => endpointAt(resource, endpoint, `${PROPERTY}[${index}]`));
  const ways = assignments(
    stack,
    place,
    endpoints.map(({ id }) => id),
  );
  return weighed(
    ways,
    endpoints.map(({ weight }) => weight),
  );
}

/**
 * The provider sends weight 0 where the program gives none.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/31767
 */
function endpointAt(resource: Resource, endpoint: Value, path: string): { id: Value; weight: Bounds } {
  const fields = objectOf(resource, path, endpoint);
  if (fields === UNKNOWN) return { id: UNKNOWN, weight: WEIGHTS };
  const weight = isManagedElsewhere(resource, PROPERTY) ? UNKNOWN : fields["weight"];
  return {
    id: fields["endpointId"] ?? UNKNOWN,
    weight: numberOf(resource, `${path}.weight`, weight, ZERO, WEIGHTS),
  };
}

function labelOf({ resource }: Weighed): string {
  if (resource === undefined) return "an endpoint that this stack does not show";
  return `${resource.type === ELASTIC_IP ? "address" : "endpoint"} ${resource.name}`;
}

function gapOf(resource: Resource, property: string): Gap {
  const what = property === DIAL ? "how much of its traffic it takes" : "which endpoint gets which weight";
  const why = isManagedElsewhere(resource, property)
    ? "ignoreChanges leaves it to somebody else"
    : `${what} is not known before the update`;
  return { urn: resource.urn, property, why };
}
