import { disconnect, setMockOptions, setMocks, type Mocks } from "@pulumi/pulumi/runtime";
import type { Resource } from "../../../traffic";
import { judgedByAll, type Configuration } from "../../support/engine";
import { awsNative } from "../loopback/aws/native";
import { aws } from "../loopback/aws/provider";
import { gcp } from "../loopback/gcp/provider";
import { Resources } from "../loopback/resources";
import type { Outcome } from "../outcome";
import type { Observe, Phases } from "../phases";
import { Monitor, type Kept, type Listed } from "./monitor";

/** What they know of their resources is read once. */
const CLOUDS = new Map([aws, awsNative, gcp].map((cloud) => [cloud.package, new Resources(cloud)]));

/**
 * Runs programs without an engine, in this process: much faster, and as true as the monitor is. What the program registers is
 * kept, so that it is judged anew each time that a phase is asked for.
 */
export function inRehearsal(listed: Listed = (urns) => urns): Observe {
  return (program, configuration) => {
    let stages: Promise<Stages> | undefined;
    return async (phase) =>
      outcomeOf((await (stages ??= stagesOf(program, listed)))[phase], configuration as Configuration);
  };
}

type Stages = Readonly<Record<keyof Phases, readonly Resource[]>>;

async function stagesOf(program: (faulty: boolean) => void, listed: Listed): Promise<Stages> {
  const run = async (faulty: boolean, isPreview: boolean, before: ReadonlyMap<string, Kept>) => {
    const monitor = new Monitor(CLOUDS, before, isPreview, listed);
    await running(monitor, () => {
      program(faulty);
    });
    return monitor;
  };
  const { resources: beginning } = await run(false, true, new Map());
  const { resources: first } = await run(true, true, new Map());
  const { resources: safe, kept } = await run(false, false, new Map());
  const { resources: change } = await run(true, true, kept);
  return { beginning, first, safe, change };
}

/** A program's registrations are over when nothing waits for an answer any more. */
async function running(monitor: Monitor, program: () => void): Promise<void> {
  // It says that the engine knows all features; what answers then is the monitor.
  await setMocks(NO_MOCKS);
  setMockOptions(monitor, "evenkeel", "test", monitor.isPreview);
  const limit = Error.stackTraceLimit;
  // The SDK writes a stack trace for each promise, which takes most of the time.
  Error.stackTraceLimit = 0;
  try {
    program();
    await disconnect(false);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

const NO_MOCKS = {} as Mocks;

async function outcomeOf(resources: readonly Resource[], configuration: Configuration): Promise<Outcome> {
  const urns = new Map(resources.map(({ name, urn }) => [name, urn]));
  const violations = (await judgedByAll(resources, configuration)).map(({ policy, level, message, resource }) => ({
    policy,
    level,
    message,
    urn: urns.get(resource),
  }));
  const ok = !violations.some(({ level }) => level === "mandatory");
  return { ok, exitCode: ok ? 0 : 1, violations, errors: [], steps: [], output: "" };
}
