import { listOf, objectOf, wordOf } from "../read";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";

/** The subnets of a service whose tasks have addresses of their own; undefined where they use their host's. */
export function subnetsOf(service: Resource): Value | undefined {
  const network = objectOf(service, "networkConfiguration", declared(service, "networkConfiguration"));
  return network === UNKNOWN ? UNKNOWN : network["subnets"];
}

/** Whether no two tasks may share a container instance. */
export function isOneTaskPerHost(service: Resource): boolean {
  return wordsOf(service, "placementConstraints").includes("distinctinstance");
}

/**
 * Whether tasks go where the fewest are: by default they spread over zones, then over the hosts in each.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 */
export function isSpreadOut(service: Resource): boolean {
  return wordsOf(service, "orderedPlacementStrategies").every((type) => type === "spread");
}

function wordsOf(service: Resource, property: string): (string | typeof UNKNOWN | undefined)[] {
  const blocks = listOf(service, property, declared(service, property));
  if (blocks === UNKNOWN) return [UNKNOWN];
  return blocks.map((block) => {
    const fields = objectOf(service, `${property}[]`, block);
    return fields === UNKNOWN ? UNKNOWN : wordOf(service, `${property}[].type`, fields["type"]);
  });
}
