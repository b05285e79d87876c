import { baselineOf, withExemptions } from "../policies/baseline";
import { readConfiguration } from "./configuration-file";
import { readInput } from "./input";
import { readTraffic } from "./judge";
import { about } from "./exit";
import type { Terminal } from "./terminal";

export interface BaselineOptions {
  readonly file: string;
  readonly config: string | undefined;
  readonly until: string | undefined;
  readonly reason: string | undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Prints a configuration that lets today's findings pass until a day, as long as they do not get worse.
 *
 * @throws CommandError when it cannot be made: nothing is printed then.
 */
export async function baseline({ file, config, until, reason }: BaselineOptions, terminal: Terminal): Promise<void> {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const term = {
    until: until ?? day(new Date(terminal.now.getTime() + 90 * DAY)),
    reason: reason ?? `baseline of ${day(terminal.now)}`,
  };
  const configuration = await readConfiguration(config);
  const { source, resources } = await readInput(file, terminal);
  await about(source, () => {
    const traffic = readTraffic(resources, configuration);
    const exemptions = baselineOf(traffic, configuration, term, terminal.now);
    terminal.out(JSON.stringify(withExemptions(configuration, exemptions), undefined, 2));
  });
}
