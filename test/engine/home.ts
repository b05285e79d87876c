import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { clouds } from "./clouds";
import { components } from "./evenkeel";

/** A place on disk that one stack has for itself, so that stacks can run beside each other. */
export interface Home {
  readonly folder: string;
  readonly environment: Record<string, string>;
  readonly remove: () => Promise<void>;
}

export async function newHome(plugins = components): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-engine-"));
  const state = join(folder, "state");
  await mkdir(state);
  return {
    folder,
    environment: {
      PATH: [plugins, process.env["PATH"]].join(delimiter),
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "loopback",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DEBUG_PROVIDERS: (await clouds()).map(({ attachment }) => attachment).join(","),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
