import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { evenkeel } from "./evenkeel";
import { outcome, type Outcome } from "./outcome";
import type { ThrowawayPack } from "./pack";
import { openPools, writePools, type Pools } from "./pools-project";
import type { Project } from "./project";
import { said } from "./verdicts";
import { newWitness } from "./witness";

/** What one command came to. */
export interface Deed {
  readonly exitCode: number;
  /** What blocked it: `at-least-two-targets green`. */
  readonly blockedBy: readonly string[];
  /** How often each kind of policy was shown the listener, where a witness was there. */
  readonly shown: { readonly toResourcePolicies: number; readonly toStackPolicies: number };
  /** What the deployed listener shares out when the command is over, as the engine has it from the provider. */
  readonly deployed: string;
  readonly output: string;
}

/** What each of several commands came to. */
export type Deeds = Readonly<Record<string, Deed>>;

/** Weights that the listener gives to blue and green, and how many targets these have. */
export const pools = (weights: readonly [unknown, number], targets: readonly [number, number]): Pools => ({
  // A program can give what no type allows.
  blue: { weight: weights[0] as number, targets: targets[0] },
  green: { weight: weights[1], targets: targets[1] },
});

/** The commands that a user types, one after the other on one stack. */
export class Story {
  readonly #project: Project;
  readonly #witness: ThrowawayPack | undefined;
  readonly #packs: readonly string[];

  constructor(project: Project, witness?: ThrowawayPack) {
    this.#project = project;
    this.#witness = witness;
    this.#packs = [evenkeel, ...(witness ? [witness.folder] : [])].flatMap((pack) => ["--policy-pack", pack]);
  }

  async write(program: Pools): Promise<void> {
    await writePools(this.#project.folder, program);
  }

  /** Updates the stack without any policies. */
  async deploy(): Promise<void> {
    const deployed = await this.#project.up();
    assert.ok(deployed.ok, deployed.output);
  }

  async preview(...flags: string[]): Promise<Deed> {
    return this.#deed(await this.#project.preview(...this.#packs, ...flags));
  }

  async up(...flags: string[]): Promise<Deed> {
    return this.#deed(await this.#project.up(...this.#packs, ...flags));
  }

  async analyze(): Promise<Deed> {
    const { exitCode, stdout, stderr } = await this.#project.pulumi("policy", "analyze", ...this.#packs, "--json");
    const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
    const events = lines.map((line) => JSON.parse(line) as EngineEvent);
    return this.#deed(outcome(exitCode, events, `${stdout}${stderr}`));
  }

  /** Any other command. */
  async other(...command: string[]): Promise<Deed> {
    const { exitCode, stdout, stderr } = await this.#project.pulumi(...command);
    return this.#deed(outcome(exitCode, [], `${stdout}${stderr}`));
  }

  async end(): Promise<void> {
    await Promise.all([this.#project.destroyFiles(), this.#witness?.remove()]);
  }

  async #deed({ exitCode, violations, output }: Outcome): Promise<Deed> {
    const looks = (policy: string) =>
      violations.filter((one) => one.policy === policy && one.urn?.endsWith("::http")).length;
    const mandatory = said({ violations }).filter((one) => one.startsWith("mandatory "));
    return {
      exitCode,
      blockedBy: [...new Set(mandatory.map((one) => one.replace("mandatory ", "")))],
      shown: { toResourcePolicies: looks("inputs"), toStackPolicies: looks("outputs") },
      deployed: await this.#deployed(),
      output,
    };
  }

  async #deployed(): Promise<string> {
    const { stdout } = await this.#project.pulumi("stack", "export");
    const { deployment } = JSON.parse(stdout) as State;
    const resources = deployment.resources ?? [];
    const listener = resources.find(({ urn }) => urn.endsWith("::http"));
    const shares = listener?.outputs?.defaultActions?.[0]?.forward.targetGroups;
    if (!shares) return "nothing";
    const targets = (pool: string) =>
      resources.filter(({ urn }) => new RegExp(`::${pool}\\d+Target$`).test(urn)).length;
    return ["blue", "green"]
      .map((pool, index) => `${shares[index]?.weight ?? "?"} to ${targets(pool)} of ${pool}`)
      .join(", ");
  }
}

interface State {
  readonly deployment: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly outputs?: {
        readonly defaultActions?: readonly {
          readonly forward: { readonly targetGroups: readonly { readonly weight: number | string }[] };
        }[];
      };
    }[];
  };
}

/** Tells a story that begins with a deployed program. */
export function tell(deployed: Pools, act: (story: Story) => Promise<Deeds>): Promise<Deeds> {
  return told(deployed, act, undefined);
}

/** Tells it with a pack that testifies to what the policies are shown: that takes longer. */
export async function tellWithWitness(deployed: Pools, act: (story: Story) => Promise<Deeds>): Promise<Deeds> {
  return told(deployed, act, await newWitness());
}

async function told(
  deployed: Pools,
  act: (story: Story) => Promise<Deeds>,
  witness: ThrowawayPack | undefined,
): Promise<Deeds> {
  const story = new Story(await openPools(deployed), witness);
  try {
    await story.deploy();
    return await act(story);
  } finally {
    await story.end();
  }
}
