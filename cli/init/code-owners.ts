import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "./providers";
import { type Lack, type Wanted } from "./wanted";

/**
 * Where the file may be; the first that there is counts, and a new one goes to the last.
 *
 * @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 * @see https://docs.gitlab.com/user/project/codeowners/
 */
const PLACES: Readonly<Record<Provider, readonly string[]>> = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
};

const NEW: Readonly<Record<Provider, string>> = { github: ".github/CODEOWNERS", gitlab: ".gitlab/CODEOWNERS" };

/**
 * Who has to review a change of the rules.
 *
 * @param rules the files that hold the rules, from the root of the repository.
 */
export function codeOwners(
  root: string,
  provider: Provider,
  rules: readonly string[],
  owners: readonly string[],
): Wanted {
  const path = PLACES[provider].find((place) => existsSync(join(root, place))) ?? NEW[provider];
  const lines = [...rules, path].map((rule) => `/${rule} ${owners.join(" ")}`);
  return {
    path,
    content: ["# Who reviews a change of the rules by which changes are judged.", ...lines, ""].join("\n"),
    lacking: (existing) => lackingIn(existing, lines),
  };
}

/** Of all patterns that fit a file, the last decides: a line that another one below may override is as good as none. */
function lackingIn(existing: string, wanted: readonly string[]): Lack | undefined {
  const there = existing.split(/\r?\n/).map((line) => line.trim().replace(/\s+/g, " "));
  const missing = wanted.filter((line) => {
    const at = there.lastIndexOf(line);
    return at === -1 || there.slice(at + 1).some((later) => mayOverride(later, line));
  });
  return missing.length === 0 ? undefined : { what: "add these lines at its end", lines: missing };
}

function mayOverride(later: string, line: string): boolean {
  if (later === "" || later.startsWith("#")) return false;
  const [pattern = ""] = later.split(" ");
  const [path = ""] = line.split(" ");
  // A pattern with a wildcard is taken to fit, and so is one that stands for a name at any depth.
  if (/[*?]/.test(pattern) || !pattern.startsWith("/")) return true;
  return path === pattern || path.startsWith(pattern.replace(/\/?$/, "/"));
}
