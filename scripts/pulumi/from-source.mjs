// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cached, cacheFolder } from "../lib/cache.mjs";
import { run } from "../lib/run.mjs";
import { which } from "../lib/which.mjs";

const toolchain = fileURLToPath(new URL("../toolchain", import.meta.url));

/** Without it the binary calls itself a development build, which the Automation API refuses. */
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export const cli = tool("the Pulumi CLI", "github.com/pulumi/pulumi/pkg/v3", "pulumi");
export const yamlHost = tool("the YAML language host", "github.com/pulumi/pulumi-yaml", "pulumi-language-yaml");

/**
 * A command built with Go from the modules that toolchain/go.mod pins.
 * @param {string} what
 * @param {string} module
 * @param {string} name
 * @returns {import("./first-that-works.mjs").Way}
 */
function tool(what, module, name) {
  const version = pinned(module);
  const entry = `${name}-${version}-${process.platform}-${process.arch}`;
  return {
    name: `${what} built with Go`,
    isReady: () => existsSync(join(cacheFolder(), entry)),
    async make(log) {
      const folder = await cached(cacheFolder(), entry, async (partial) => {
        if (!which("go")) throw new Error("go is not on PATH");
        await log.step(`Build ${what} ${version} from source (minutes, once)`, (progress) =>
          build(`${module}/cmd/${name}`, partial, progress),
        );
      });
      return { command: join(folder, name), directories: [folder], version, origin: "built from its Go modules" };
    },
  };
}

/**
 * @param {string} target
 * @param {string} folder
 * @param {(detail: string) => void} progress
 */
async function build(target, folder, progress) {
  let downloads = 0;
  let packages = 0;
  const ldflags = `-s -w -X ${versionVariable}=v${pinned("github.com/pulumi/pulumi/sdk/v3")}`;
  // -v names each package as it is compiled: the only sign of life of a long build.
  await run(
    "go",
    ["build", "-v", "-mod=readonly", "-buildvcs=false", "-ldflags", ldflags, "-o", `${folder}/`, target],
    {
      cwd: toolchain,
      // No C compiler is needed, and a workspace around the checkout has no say.
      env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
      onLine(line) {
        if (line.startsWith("go: downloading")) downloads++;
        else packages++;
        progress(packages ? `${packages} packages compiled` : `${downloads} modules downloaded`);
      },
    },
  );
}

/** @param {string} module */
function pinned(module) {
  const pin = readFileSync(`${toolchain}/go.mod`, "utf8").match(new RegExp(`^\\s*${module} v(\\S+)`, "m"))?.[1];
  if (!pin) throw new Error(`scripts/toolchain/go.mod does not pin ${module}`);
  return pin;
}
