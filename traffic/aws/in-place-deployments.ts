import type { Floor } from "../behaviour";
import { between, exactly, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { listOf, numberOf, objectOf, textOf, wordOf } from "../read";
import { reference, references } from "../references";
import { declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import { AUTO_SCALING_GROUP, CODE_DEPLOY_CONFIGURATION, CODE_DEPLOY_GROUP } from "./types";

/** How many instances of so many an in-place deployment leaves. */
type Left = (instances: number) => Bounds;

/**
 * The configurations that CodeDeploy has by itself.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
const PREDEFINED: Readonly<Record<string, Left>> = {
  "CodeDeployDefault.OneAtATime": (instances) => exactly(Math.max(0, instances - 1)),
  "CodeDeployDefault.HalfAtATime": (instances) => exactly(Math.ceil(instances / 2)),
  "CodeDeployDefault.AllAtOnce": () => exactly(0),
};

/** What CodeDeploy's in-place deployments leave of Auto Scaling groups: an instance gets no traffic while it is deployed to. */
export class InPlaceDeployments {
  readonly #byGroup = new Map<string, { readonly deployment: Resource; readonly left: Left; readonly gaps: Gap[] }>();

  constructor(readonly stack: Stack) {
    stack.each(CODE_DEPLOY_GROUP, (deployment) => {
      if (!isInPlace(deployment)) return;
      const property = "autoscalingGroups";
      const names = listOf(deployment, property, declared(deployment, property));
      const place = { holder: deployment, property, types: [AUTO_SCALING_GROUP] };
      for (const group of references(stack, place, names).certain) {
        this.#byGroup.set(group.urn, { deployment, ...this.#configurationOf(deployment) });
      }
    });
  }

  /** @param usual what the group keeps otherwise. */
  of(group: Resource, usual: Floor): Floor | undefined {
    const found = this.#byGroup.get(group.urn);
    if (!found) return undefined;
    const { deployment, left, gaps } = found;
    const { atLeast, atMost } = usual.floor;
    return {
      floor: between(left(atLeast).atLeast, atMost === Infinity ? Infinity : left(atMost).atMost),
      setBy: { urn: deployment.urn, label: `deploymentConfigName of deployment group ${deployment.name}` },
      gaps: [...usual.gaps, ...gaps],
    };
  }

  #configurationOf(deployment: Resource): { left: Left; gaps: Gap[] } {
    const property = "deploymentConfigName";
    const name = textOf(deployment, property, declared(deployment, property)) ?? "CodeDeployDefault.OneAtATime";
    const predefined = typeof name === "string" ? PREDEFINED[name] : undefined;
    if (predefined) return { left: predefined, gaps: [] };
    const place = { holder: deployment, property, types: [CODE_DEPLOY_CONFIGURATION] };
    const found = reference(this.stack, place, declared(deployment, property));
    if (found?.kind === "resource") return hostsKeptBy(found.resource);
    return { left: anyOfThem, gaps: [notKnownYet(deployment, property)] };
  }
}

/** @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_MinimumHealthyHosts.html */
function hostsKeptBy(configuration: Resource): { left: Left; gaps: Gap[] } {
  const property = "minimumHealthyHosts";
  const hosts = objectOf(configuration, property, declared(configuration, property));
  const unknown = { left: anyOfThem, gaps: [notKnownYet(configuration, property)] };
  if (hosts === UNKNOWN) return unknown;
  const type = wordOf(configuration, `${property}.type`, hosts["type"]);
  const value = numberOf(configuration, `${property}.value`, hosts["value"], exactly(0));
  if (type === UNKNOWN || value.atMost === Infinity) return unknown;
  const kept = (instances: number) =>
    type === "hostcount" ? value.atLeast : Math.ceil((instances * value.atLeast) / 100);
  return { left: (instances) => exactly(Math.min(kept(instances), instances)), gaps: [] };
}

function anyOfThem(instances: number): Bounds {
  return between(0, instances);
}

/** The default. A blue/green deployment has its new instances in service before the old ones go. */
function isInPlace(deployment: Resource): boolean {
  const property = "deploymentStyle";
  const style = objectOf(deployment, property, declared(deployment, property));
  const type = style === UNKNOWN ? UNKNOWN : wordOf(deployment, `${property}.deploymentType`, style["deploymentType"]);
  return type === undefined || type === "inplace";
}
