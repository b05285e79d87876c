import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CommandError } from "../exit";
import { linewise, type Lack, type Wanted } from "./wanted";

/** The folder from which the pack is installed, whatever the language of the programs. */
const FOLDER = ".evenkeel";

const MANIFEST = `${FOLDER}/package.json`;
const LOCK = `${FOLDER}/package-lock.json`;

/** The files that say which pack judges: its version, and the digests of it and of all that it needs. */
export const PINS = [MANIFEST, LOCK] as const;

/** A package of npm in one version, with a lock file that has the digests: `npm ci` refuses anything else. */
export function pin(version: string): Wanted[] {
  const content = `${JSON.stringify({ private: true, dependencies: { evenkeel: version } }, undefined, 2)}\n`;
  const upgrade = `npm install --prefix ${FOLDER} --save-exact --ignore-scripts evenkeel@${version}`;
  const lack = (has: string | undefined): Lack | undefined => {
    if (has === version) return undefined;
    const what = has === undefined ? "it does not pin evenkeel" : `it pins evenkeel ${has}`;
    return { what: `${what}; for ${version} run`, lines: [upgrade] };
  };
  return [
    { path: MANIFEST, content, lacking: (existing) => lack(pinnedIn(existing)) },
    {
      path: LOCK,
      content: {
        by: `npm, with the digests of evenkeel ${version} and all that it needs`,
        make: () => lockOf(content, version),
      },
      lacking: (existing) => lack(lockedIn(existing)),
    },
    linewise(`${FOLDER}/.gitignore`, ["node_modules/"]),
  ];
}

/**
 * The lock file that npm makes of a manifest.
 *
 * @throws CommandError with what npm says.
 */
async function lockOf(manifest: string, version: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-lock-"));
  try {
    await writeFile(join(folder, "package.json"), manifest);
    const args = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await promisify(execFile)("npm", args, { cwd: folder, timeout: 120_000 });
    return await readFile(join(folder, "package-lock.json"), "utf8");
  } catch (error) {
    const { stderr = "", message } = error as Error & { readonly stderr?: string };
    const why = stderr.trim() === "" ? message : stderr.trim();
    throw new CommandError(`npm cannot tell the digests of evenkeel ${version}, so nothing is written:\n${why}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pinnedIn(text: string): string | undefined {
  const manifest = parsed(text) as { dependencies?: Record<string, string> } | undefined;
  return manifest?.dependencies?.["evenkeel"];
}

/** The version that a lock file holds, if it holds the digest as well. */
function lockedIn(text: string): string | undefined {
  const lock = parsed(text) as { packages?: Record<string, { version?: string; integrity?: string }> } | undefined;
  const { version, integrity } = lock?.packages?.["node_modules/evenkeel"] ?? {};
  return integrity?.startsWith("sha512-") === true ? version : undefined;
}

/** What a text holds in JSON; undefined where it is none, or nothing. */
function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}
