import { AsyncResource } from "node:async_hooks";
import { ResourceHook, runtime, type ResourceHookArgs } from "@pulumi/pulumi";

/** Whether the engine that runs the program knows hooks: the mocks of a unit test do not. */
export function canHook(): boolean {
  const monitor: object | undefined = runtime.getMonitor();
  return monitor !== undefined && "registerResourceHook" in monitor;
}

/**
 * A hook that runs as part of the program. The engine calls it from outside: where a process runs several programs, what it logs
 * would reach none of them.
 *
 * @param name what the engine calls it in messages.
 */
export function programHook(name: string, run: (args: ResourceHookArgs) => Promise<void>): ResourceHook {
  return new ResourceHook(name, AsyncResource.bind(run));
}
