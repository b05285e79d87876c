// @ts-check
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cached, cacheFolder } from "../lib/cache.mjs";
import { run } from "../lib/run.mjs";

const host = "https://get.pulumi.com";
const installer = fileURLToPath(new URL("install-release.mjs", import.meta.url));

/** The installer takes the release of the SDK's own version. */
const version = () => createRequire(import.meta.url)("@pulumi/pulumi/package.json").version;
const entry = () => `release-${version()}-${process.platform}-${process.arch}`;

/** @type {import("./first-that-works.mjs").Way} */
export const release = {
  name: `the release from ${host}`,
  isReady: () => existsSync(join(cacheFolder(), entry())),
  async make(log) {
    if (!this.isReady()) await assertReachable();
    const folder = await cached(cacheFolder(), entry(), (partial) =>
      log.step(`Download the Pulumi ${version()} release`, () =>
        run(process.execPath, [installer, partial], { timeout: 5 * 60_000 }),
      ),
    );
    const bin = join(folder, "bin");
    return { command: join(bin, "pulumi"), directories: [bin], version: version(), origin: "the release, downloaded" };
  },
};

/** The installer itself waits two minutes for a host that does not answer. */
async function assertReachable() {
  try {
    await fetch(`${host}/install.sh`, { method: "HEAD", signal: AbortSignal.timeout(5000) });
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    throw new Error(`cannot be reached (${cause instanceof Error ? cause.message : message})`);
  }
}
