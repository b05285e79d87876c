import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processorTime } from "./processor";
import { programOf } from "./program";
import { scratch } from "./scratch";
import type { Clouds } from "./stacks";

/** What a preview takes, in milliseconds. */
export interface Cost {
  readonly clock: number;
  readonly processor: number;
}

/** A deployed stack of so many resources in a folder of its own, driven by the command that a user types. */
export class Project {
  readonly #folder: string;
  readonly #providers: string;
  readonly #resources: number;

  private constructor(folder: string, providers: string, resources: number) {
    this.#folder = folder;
    this.#providers = providers;
    this.#resources = resources;
  }

  /**
   * Deploys what `stateOf` describes.
   *
   * @param providers as `PULUMI_DEBUG_PROVIDERS` wants them.
   */
  static async deploy(clouds: Clouds, resources: number, providers: string): Promise<Project> {
    const folder = scratch();
    const project = new Project(folder, providers, resources);
    await mkdir(join(folder, "state"));
    await writeFile(join(folder, "Pulumi.yaml"), programOf(clouds, resources));
    await project.#pulumi(["stack", "init", "bench"]);
    // Otherwise the state file is written again after every resource.
    await project.#pulumi(["up", "--yes", "--skip-preview"], { PULUMI_SKIP_CHECKPOINTS: "true" });
    return project;
  }

  async preview(pack: string | undefined, environment: Record<string, string> = {}): Promise<Cost> {
    const flags = pack === undefined ? [] : ["--policy-pack", pack];
    const before = { clock: performance.now(), processor: processorTime() };
    const output = await this.#pulumi(["preview", "--suppress-progress", ...flags], environment);
    const cost = { clock: performance.now() - before.clock, processor: processorTime() - before.processor };
    // What was not done costs nothing. The engine counts the stack itself as a resource.
    const done = output.includes(`${this.#resources + 1} unchanged`) && output.includes("✅") === (pack !== undefined);
    if (!done) throw new Error(`Expected: a preview without a change or a violation. It was:\n${output}`);
    return cost;
  }

  #pulumi(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...withoutPulumiSettings(),
        PULUMI_HOME: join(this.#folder, "home"),
        PULUMI_BACKEND_URL: `file://${join(this.#folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_EXPERIMENTAL: "true",
        PULUMI_DEBUG_PROVIDERS: this.#providers,
        ...environment,
      },
    });
    let output = "";
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        if (code === 0) resolve(output);
        else reject(new Error(`pulumi ${args.join(" ")} exited with ${code ?? "a signal"}:\n${output}`));
      });
    });
  }
}

/** A token, a stack or an option that the user has set must not take part. */
function withoutPulumiSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));
}
