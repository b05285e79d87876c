import { atLeastTwoTargets } from "../policies/at-least-two-targets";
import { optionsOf } from "../policies/options";
import { settingsOf, type Configuration } from "../policies/settings";
import { targetsAreHealthy, unhealthyIn, type Demand } from "../policies/targets-are-healthy";
import { nameOfStack, trafficOf, violationsIn, type Violation } from "../policies/verdict";
import { ReadError, Traffic, type Resource } from "../traffic";
import { resourceOf } from "../policies/words";
import { about, CommandError } from "./exit";
import type { Input } from "./input";

/** A stack with its traffic and what the policies say of it. */
export interface Judged {
  readonly input: Input;
  readonly stack: string;
  readonly traffic: Traffic;
  readonly violations: readonly Violation[];
}

/** @throws CommandError that names the source, and the resource where one makes no sense. */
export function judge(input: Input, configuration: Configuration, now: Date): Promise<Judged> {
  return about(input.source, () => {
    const traffic = readTraffic(input.resources, configuration);
    const stack = nameOfStack(input.resources);
    const violations = violationsIn(traffic, configuration, stack, now);
    return { input, stack, traffic, violations: [...unhealthy(traffic, input, configuration), ...violations] };
  });
}

/** What is wrong at this moment, where a cloud has told. */
function unhealthy(traffic: Traffic, { health }: Input, configuration: Configuration): Violation[] {
  if (health === undefined) return [];
  const { id, options } = atLeastTwoTargets;
  const demand = optionsOf<Demand>(id, options, settingsOf(configuration, id).options);
  return unhealthyIn(traffic, health, demand).map(({ urn, about, message, level = targetsAreHealthy.level }) => ({
    ...{ policy: targetsAreHealthy, urn, about, message, level },
  }));
}

/** @throws CommandError that names the resource that makes no sense. */
export function readTraffic(resources: readonly Resource[], configuration: Configuration): Traffic {
  try {
    return trafficOf(resources, configuration);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const name = resourceOf(error.urn);
    const what = error.message.includes(name) ? error.message : `${name}: ${error.message}`;
    throw new CommandError(`the traffic cannot be judged: ${what} (${error.urn})`, { cause: error });
  }
}
