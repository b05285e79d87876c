import type { Resource } from "../traffic";
import { fieldsOf, itemsOf, type Fields } from "./json";
import { resourceIn } from "./resource-state";
import type { Secrets } from "./secrets";

/**
 * The resources of a deployed stack.
 *
 * @param where the deployment stands in the file.
 * @throws SourceError when something in it is not what `pulumi stack export` or a backend in a folder or bucket writes.
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
 */
export function resourcesOfState({ resources = [] }: Fields, where: string, secrets: Secrets): Resource[] {
  const all = itemsOf(resources ?? [], `${where}.resources`);
  return all.flatMap((one, index) => resourceIn(one, `${where}.resources[${index}]`, secrets) ?? []);
}

/** What is deployed, and where it stands; undefined where the file holds no state. */
export function deploymentIn({ deployment, checkpoint }: Fields): { state: Fields; where: string } | undefined {
  if (deployment !== undefined) return { state: fieldsOf(deployment, "deployment"), where: "deployment" };
  if (checkpoint === undefined) return undefined;
  const { latest } = fieldsOf(checkpoint, "checkpoint");
  return { state: fieldsOf(latest ?? {}, "checkpoint.latest"), where: "checkpoint.latest" };
}
