import { readStack } from "../sources/pulumi";
import type { Resource } from "../traffic";
import { messageOf } from "../traffic";
import { ControlError } from "./run";

/**
 * What is deployed of a stack now, from the Pulumi CLI: it is the one thing that a policy is not shown.
 *
 * @param stack its full name.
 * @throws ControlError when the CLI cannot tell.
 */
export async function deployedOf(stack: string): Promise<readonly Resource[]> {
  try {
    return (await readStack("state", stack)).resources;
  } catch (error) {
    throw new ControlError(`What is deployed cannot be read, so nobody can tell what changes: ${messageOf(error)}`);
  }
}
