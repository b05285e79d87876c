import {
  log,
  output,
  type ComponentResource,
  type CustomResourceOptions,
  type Output,
  type ResourceHookArgs,
} from "@pulumi/pulumi";
import { whole } from "../checks";
import { asError } from "../errors";
import { canHook, programHook } from "../hooks";
import { gateSetting } from "./setting";

/** What every pool needs, whatever its route was made of before. */
export const FEWEST = 2;

/** How long a change of a route waits for the pools that are to get more traffic. */
export interface HealthGate {
  /** Seconds until it gives up: 0 to 3,600; 300 by default. */
  readonly waitFor?: number;
}

/** What a gate is to a load balancer. */
export interface Gate {
  /**
   * Options of a part whose updates change where traffic goes.
   *
   * @param part its name.
   * @param run throws when the update is not to be.
   */
  readonly before: (
    part: string,
    run: (args: ResourceHookArgs, waitFor: number) => Promise<void>,
  ) => CustomResourceOptions;
  /** What is to be kept with the deployment: `on`, or that the gate is off, and why. */
  readonly record: string;
}

/**
 * Holds up the update of what makes a route until every pool that is about to get more traffic can take it. It asks in updates only;
 * what is created has nothing behind it that could be healthy yet. An error stops the step, and the route stays as it was.
 *
 * @param label what the component is called in messages: its type and name.
 * @param there options of what is made for it otherwise.
 * @throws InputPropertyError when the time is out of range; Error when the stack turns the gate off without a reason.
 */
export function openGate(
  parent: ComponentResource,
  label: string,
  there: CustomResourceOptions,
  { waitFor = 300 }: HealthGate = {},
): Gate {
  const seconds = whole("healthGate.waitFor", waitFor, 0, 3600);
  const setting = gateSetting();
  if (!setting.isOn) {
    const record = `off: ${setting.reason}`;
    void log.warn(`The health gate is ${record}. Routes may be given to targets that are not healthy.`, parent);
    return { before: () => there, record };
  }
  if (!canHook()) return { before: () => there, record: "on" };
  const { beforeUpdate = [] } = there.hooks ?? {};
  return {
    before: (part, run) => {
      const hook = programHook(`${label}: health gate of ${part}`, (args) => run(args, seconds).catch(explained));
      return { ...there, hooks: { ...there.hooks, beforeUpdate: [...beforeUpdate, hook] } };
    },
    record: "on",
  };
}

/** The inputs of a hook. A secret among them is an output, but in an update all of them are known. */
export function inputsIn<Inputs extends object>(inputs: ResourceHookArgs["newInputs"] = {}): Promise<Inputs> {
  return known<Inputs>(output(inputs) as Output<Inputs>);
}

/** The value of an output, which is known in an update. */
export function known<Value>(value: Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    value.apply((plain) => {
      resolve(plain);
    });
  });
}

/** `target group green would get 100 % of the traffic instead of 10 %`. */
export function inWords(pool: string, { before, after }: { readonly before: number; readonly after: number }): string {
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
  return `${pool} would get ${percent(after)} of the traffic instead of ${percent(before)}`;
}

/** @throws Error that says what to do too. */
function explained(error: unknown): never {
  throw new Error(
    [
      asError(error).message,
      "Update again when the targets are healthy; give a pool that is new weight 0 first, so that its targets are checked.",
      'In an emergency: pulumi config set evenkeel:healthGate off, and evenkeel:healthGateReason "…".',
    ].join("\n"),
  );
}
