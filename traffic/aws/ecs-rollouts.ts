import type { Floor } from "../behaviour";
import { between, exactly, isExact } from "../bounds";
import { notKnownYet } from "../gaps";
import { numberOf } from "../read";
import { declared, type Resource } from "../resource";

/**
 * What a rolling deployment leaves of an ECS service: so many percent of its tasks, rounded up. At 100 %, the default, it starts
 * new tasks first.
 *
 * @param usual what the service keeps otherwise.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (minimumHealthyPercent)
 */
export function duringDeployment(service: Resource, usual: Floor): Floor | undefined {
  const property = "deploymentMinimumHealthyPercent";
  const percent = numberOf(service, property, declared(service, property), exactly(100), between(0, 200));
  if (percent.atLeast >= 100) return undefined;
  const { floor } = usual;
  return {
    floor: between(left(floor.atLeast, percent.atLeast), left(floor.atMost, percent.atMost)),
    setBy: { urn: service.urn, label: `${property} of ECS service ${service.name}` },
    gaps: isExact(percent) ? usual.gaps : [...usual.gaps, notKnownYet(service, property)],
  };
}

function left(tasks: number, percent: number): number {
  return tasks === Infinity && percent === 0 ? 0 : Math.ceil((tasks * Math.min(percent, 100)) / 100);
}
