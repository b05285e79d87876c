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
  const { resources: beginning } = await run(program, false, { listed });
  const { resources: first } = await run(program, true, { listed });
  const { resources: safe, kept } = await run(program, false, { listed, isUpdate: true });
  const { resources: change } = await run(program, true, { listed, kept });
  return { beginning, first, safe, change };
}

interface Course {
  readonly listed?: Listed;
  /** What is deployed. */
  readonly kept?: ReadonlyMap<string, Kept>;
  /** Else it is a preview. */
  readonly isUpdate?: boolean;
}

/** What one run of a program registers. */
export async function run(
  program: (faulty: boolean) => void,
  faulty: boolean,
  { listed = (urns) => urns, kept = new Map<string, Kept>(), isUpdate = false }: Course = {},
): Promise<Pick<Monitor, "resources" | "kept">> {
  const monitor = new Monitor(CLOUDS, kept, !isUpdate, listed);
  await running(monitor, () => {
    program(faulty);
  });
  return monitor;
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
