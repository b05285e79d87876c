// @ts-check
import { run } from "../lib/run.mjs";
import { which } from "../lib/which.mjs";
import { isAtLeast, oldest } from "./version.mjs";

/** @type {import("./first-that-works.mjs").Way} */
export const onPath = {
  name: "pulumi on PATH",
  isReady: () => true,
  async make() {
    const command = which("pulumi");
    if (!command) throw new Error("not found");
    const version = await run(command, ["version"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: 20_000,
    });
    if (!isAtLeast(version, oldest)) throw new Error(`${command} is ${version}, older than ${oldest}`);
    return { command, directories: [], version, origin: "on PATH" };
  },
};
