import type { Resource } from "../traffic";
import { fieldsOf, itemsOf, type Fields } from "./json";
import { resourceIn } from "./resource-state";

/**
 * The resources of a deployed stack.
 *
 * @throws SourceError when something in it is not what `pulumi stack export` writes.
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
 */
export function resourcesOfState({ deployment }: Fields): Resource[] {
  const { resources = [] } = fieldsOf(deployment, "deployment");
  const all = itemsOf(resources, "deployment.resources");
  return all.flatMap((one, index) => resourceIn(one, `deployment.resources[${index}]`) ?? []);
}
