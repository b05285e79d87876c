import { Configured } from "../../logs/answers/configured";
import { askPulumi, readInput } from "../input";
import { readTraffic } from "../judge";
import type { Terminal } from "../terminal";

/**
 * What a stack says that its load balancers do.
 *
 * @param stack the one that the Pulumi CLI is asked for; where it is undefined, the file is read.
 * @throws CommandError that names the stack or the file.
 */
export async function configuredBy(
  stack: string | undefined,
  file: string | undefined,
  terminal: Terminal,
): Promise<Configured> {
  const input = stack === undefined ? await readInput(file ?? "", terminal) : await askPulumi("state", stack, terminal);
  const traffic = readTraffic(input.resources, {});
  return new Configured(traffic, input.resources, (urn) => input.secrets.hasNumberOf(urn));
}
