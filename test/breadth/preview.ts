import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CommandError,
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type PulumiFn,
} from "@pulumi/pulumi/automation";
import { evenkeel } from "../engine/evenkeel";
import { coreOnly } from "../support/core";
import { outcome, type Outcome } from "../engine/outcome";

const PATIENCE_MS = 120_000;

let command: Promise<PulumiCommand> | undefined;

/**
 * A first preview of a program with the pack, in a stack of its own.
 *
 * @param providers as `PULUMI_DEBUG_PROVIDERS` wants them.
 */
export async function firstPreview(program: PulumiFn, providers: string): Promise<Outcome> {
  // Asking the CLI for its version once is enough.
  const pulumiCommand = await (command ??= PulumiCommand.get());
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-breadth-"));
  const state = join(folder, "state");
  await mkdir(state);
  const events: EngineEvent[] = [];
  const output: string[] = [];
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const stack = await LocalWorkspace.createStack(
      { stackName: `breadth-${randomUUID().slice(0, 8)}`, projectName: "evenkeel", program },
      {
        workDir: folder,
        pulumiCommand,
        pulumiHome: join(folder, "home"),
        envVars: {
          PULUMI_BACKEND_URL: `file://${state}`,
          PULUMI_CONFIG_PASSPHRASE: "breadth",
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_DEBUG_PROVIDERS: providers,
        },
      },
    );
    // Whether an example is blocked is asked here; what is advised on it would be asked of each anew with every policy.
    const configuration = join(folder, "policies.json");
    await writeFile(configuration, JSON.stringify(coreOnly()));
    await stack.preview({
      policyPacks: [evenkeel],
      policyPackConfigs: [configuration],
      onEvent: (event) => events.push(event),
      onOutput: (text) => output.push(text),
      signal: patience,
    });
    return outcome(0, events, output.join(""));
  } catch (error) {
    if (patience.aborted) throw new Error(`it took longer than ${PATIENCE_MS / 1000} s`);
    if (!(error instanceof CommandError)) throw error;
    return outcome(1, events, `${output.join("")}${error.message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
