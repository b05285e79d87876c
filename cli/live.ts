import { leastPolicy } from "../sources/live/aws/permissions";
import { leastRole } from "../sources/live/gcp/permissions";
import type { CheckOptions } from "./check";
import { readConfiguration } from "./configuration-file";
import { EXIT } from "./exit";
import { exitCode } from "./fail-on";
import { judge } from "./judge";
import { rendered } from "./report/formats";
import type { StackReport } from "./report/report";
import { reportOf } from "./report/report-of";
import { askCloud, READERS } from "./running";
import type { Terminal } from "./terminal";

type Cloud = keyof typeof READERS;

export interface LiveOptions extends Omit<CheckOptions, "files" | "stack" | "live"> {
  readonly cloud: Cloud;
  /** The regions of AWS, or the projects of Google Cloud; the one that the SDK is set to, where there are none. */
  readonly places: readonly string[];
  /** Whether to print what the reading has to be allowed to do, and nothing else. */
  readonly permissions: boolean;
}

const PERMISSIONS: Readonly<Record<Cloud, () => object>> = { aws: leastPolicy, gcp: leastRole };

/**
 * Judges what a cloud runs now, with the health of its targets.
 *
 * @returns the exit code: 1 where there are findings of the level that is asked for.
 * @throws CommandError when a place cannot be read: nothing is printed then.
 */
export async function live(options: LiveOptions, terminal: Terminal): Promise<number> {
  const { cloud, places, format, quiet, sarifLocation: location } = options;
  if (options.permissions) {
    terminal.out(JSON.stringify(PERMISSIONS[cloud](), undefined, 2));
    return EXIT.clean;
  }
  const configuration = await readConfiguration(options.config);
  const stacks: StackReport[] = [];
  for (const place of places.length > 0 ? places : [undefined]) {
    const stack = await askCloud(cloud, place, terminal);
    const input = { source: `${READERS[cloud].name}, ${stack.place}`, ...stack };
    stacks.push(reportOf(await judge(input, configuration, terminal.now)));
  }
  terminal.out(await rendered({ version: 1, stacks }, { format, isBrief: quiet, location }, terminal));
  return exitCode(stacks, options.failOn);
}
