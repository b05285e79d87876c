// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cached, cacheFolder } from "../lib/cache.mjs";
import { run } from "../lib/run.mjs";
import { which } from "../lib/which.mjs";

const toolchain = fileURLToPath(new URL("../toolchain", import.meta.url));

const pulumi = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const yaml = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";

/** Without it the binary calls itself a development build, which the Automation API refuses. */
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The engine expects its language hosts beside itself, and warns about each that it finds elsewhere. */
export const cli = built("the Pulumi CLI", moduleOf(pulumi), [pulumi, yaml]);
export const yamlHost = built("the YAML language host", moduleOf(yaml), [yaml]);

/** Stands in for the language hosts, which write the SDKs of a package where they are installed. */
export const sdkGenerator = built("the generator of SDKs", moduleOf(pulumi), ["./sdks"], ["sdks/main.go"]);

/**
 * Commands built with Go from the modules that toolchain/go.mod pins.
 * @param {string} what
 * @param {string} module whose version they have
 * @param {[string, ...string[]]} commands
 * @param {string[]} sources of a command of our own
 * @returns {import("./first-that-works.mjs").Way}
 */
function built(what, module, commands, sources = []) {
  const [first] = commands;
  const version = pinned(module);
  const entry = [basename(first), version, digest(sources), process.platform, process.arch].join("-");
  return {
    name: `${what} built with Go`,
    isReady: () => existsSync(join(cacheFolder(), entry)),
    async make(log) {
      const folder = await cached(cacheFolder(), entry, async (partial) => {
        if (!which("go")) throw new Error("go is not on PATH");
        await log.step(`Build ${what} ${version} from source (minutes, once)`, (progress) =>
          build(commands, partial, progress),
        );
      });
      const command = join(folder, basename(first));
      return { command, directories: [folder], version, origin: "built from its Go modules" };
    },
  };
}

/**
 * What a build is made from, in short: another pin gives another entry in the cache.
 * @param {string[]} sources
 */
function digest(sources) {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum", ...sources]) hash.update(readFileSync(join(toolchain, file)));
  return hash.digest("hex").slice(0, 8);
}

/**
 * @param {string[]} commands
 * @param {string} folder
 * @param {(detail: string) => void} progress
 */
async function build(commands, folder, progress) {
  let downloads = 0;
  let packages = 0;
  const ldflags = `-s -w -X ${versionVariable}=v${pinned("github.com/pulumi/pulumi/sdk/v3")}`;
  // -v names each package as it is compiled: the only sign of life of a long build.
  const flags = ["-v", "-mod=readonly", "-buildvcs=false", "-ldflags", ldflags, "-o", `${folder}/`];
  await run("go", ["build", ...flags, ...commands], {
    cwd: toolchain,
    // No C compiler is needed, and a workspace around the checkout has no say.
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
    onLine(line) {
      if (line.startsWith("go: downloading")) downloads++;
      else packages++;
      progress(packages ? `${packages} packages compiled` : `${downloads} modules downloaded`);
    },
  });
}

/** @param {string} command */
function moduleOf(command) {
  return /** @type {string} */ (command.split("/cmd/")[0]);
}

/** @param {string} module */
function pinned(module) {
  const pin = readFileSync(`${toolchain}/go.mod`, "utf8").match(new RegExp(`^\\s*${module} v(\\S+)`, "m"))?.[1];
  if (!pin) throw new Error(`scripts/toolchain/go.mod does not pin ${module}`);
  return pin;
}
