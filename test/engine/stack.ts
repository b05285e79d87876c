import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CommandError,
  LocalWorkspace,
  PulumiCommand,
  type ConfigMap,
  type EngineEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { clouds } from "./clouds";
import { newHome, type Home } from "./home";
import type { Operation } from "./loopback/faults";
import { outcome, type Outcome } from "./outcome";
import { recordedAs, recordedIn, type Recorded } from "./recorded";

export interface Run {
  /** The folders of the policy packs to run. */
  readonly packs?: readonly string[];
  /** What the packs are told, by policy. */
  readonly packConfig?: Readonly<Record<string, unknown>>;
  readonly target?: readonly string[];
}

interface Mishap {
  readonly message?: string;
  readonly delayMs?: number;
}

/** A stack whose program is a function of this process, driven by the real engine against a cloud on loopback. */
export class TestStack {
  readonly #stack: Stack;
  readonly #home: Home;
  readonly #lift: (() => void)[] = [];
  #program: PulumiFn;

  constructor(stack: Stack, home: Home, program: PulumiFn) {
    this.#stack = stack;
    this.#home = home;
    this.#program = program;
  }

  get name(): string {
    return this.#stack.name;
  }

  preview(run: Run = {}): Promise<Outcome> {
    return this.#run(run, (options) => this.#stack.preview(options));
  }

  up(run: Run = {}): Promise<Outcome> {
    return this.#run(run, (options) => this.#stack.up(options));
  }

  refresh(): Promise<Outcome> {
    return this.#run({}, ({ onEvent, onOutput }) => this.#stack.refresh({ onEvent, onOutput }));
  }

  destroy(): Promise<Outcome> {
    return this.#run({}, ({ onEvent, onOutput }) => this.#stack.destroy({ onEvent, onOutput }));
  }

  /** What the engine has on record of a resource whose URN ends so. */
  async onRecord(urnEnd: string): Promise<Recorded> {
    return recordedAs(await this.record(), urnEnd);
  }

  /** What the engine has on record of each resource. */
  async record(): Promise<readonly Recorded[]> {
    return recordedIn(await this.#stack.exportStack());
  }

  async configure(config: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, value] of Object.entries(config)) await this.#stack.setConfig(key, { value });
  }

  setProgram(program: PulumiFn): void {
    this.#program = program;
  }

  /** Makes the cloud fail, or dawdle, at one operation on the resources of this stack whose URN matches. */
  async disturb(on: Operation, resource: RegExp, mishap: Mishap): Promise<void> {
    const urn = new RegExp(`^urn:pulumi:${this.name}::.*(?:${resource.source})`);
    for (const { faults } of await clouds()) this.#lift.push(faults.inject({ on, urn, ...mishap }));
  }

  async destroyFiles(): Promise<void> {
    for (const lift of this.#lift) lift();
    await this.#home.remove();
  }

  async #run(run: Run, start: (options: StartOptions) => Promise<unknown>): Promise<Outcome> {
    const events: EngineEvent[] = [];
    const output: string[] = [];
    const packs = [...(run.packs ?? [])];
    const options: StartOptions = {
      program: this.#program,
      policyPacks: packs,
      policyPackConfigs: run.packConfig === undefined ? [] : await this.#configured(packs, run.packConfig),
      target: [...(run.target ?? [])],
      onEvent: (event) => events.push(event),
      onOutput: (text) => output.push(text),
    };
    try {
      await start(options);
      return outcome(0, events, output.join(""));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const exitCode = Number(/exit code (\d+)/.exec(error.message)?.[1] ?? 1);
      return outcome(exitCode, events, `${output.join("")}${error.message}`);
    }
  }

  /** The engine wants one file a pack. */
  async #configured(packs: readonly string[], config: Readonly<Record<string, unknown>>): Promise<string[]> {
    const file = join(this.#home.folder, `${randomUUID()}.json`);
    await writeFile(file, JSON.stringify(config));
    return packs.map(() => file);
  }
}

interface StartOptions {
  program: PulumiFn;
  policyPacks: string[];
  policyPackConfigs: string[];
  target: string[];
  onEvent: (event: EngineEvent) => void;
  onOutput: (text: string) => void;
}

let command: Promise<PulumiCommand> | undefined;

export async function newStack(program: PulumiFn, { config }: { config?: ConfigMap } = {}): Promise<TestStack> {
  const home = await newHome();
  // Asking the CLI for its version once is enough.
  const pulumiCommand = await (command ??= PulumiCommand.get());
  const stack = await LocalWorkspace.createStack(
    // The clouds are shared, and tell stacks apart by their names.
    { stackName: `test-${randomUUID().slice(0, 8)}`, projectName: "evenkeel", program },
    {
      workDir: home.folder,
      pulumiHome: home.environment["PULUMI_HOME"] ?? "",
      envVars: home.environment,
      pulumiCommand,
    },
  );
  if (config !== undefined) await stack.setAllConfig(config);
  return new TestStack(stack, home, program);
}
