import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "./projects";
import type { Provider } from "./providers";
import { whole, type Wanted } from "./wanted";

/** The examples of the package are the templates, so both are the same and both are tested. */
const EXAMPLES = join(__dirname, "../../../examples");

/** What decides on the pipelines of a change: another one could pass itself off as the check. */
export const PIPELINES: Readonly<Record<Provider, readonly string[]>> = {
  github: [".github/workflows/"],
  gitlab: [".gitlab-ci.yml", ".gitlab/"],
};

const INCLUDED = ".gitlab/evenkeel.yml";

/** What previews and judges each change. */
export function pipeline(provider: Provider, projects: readonly Project[]): Wanted[] {
  if (provider === "github") {
    const template = read("github-actions/evenkeel.yml");
    const line = (project: string, stack: string) => `{ project: ${quoted(project)}, stack: ${quoted(stack)} }`;
    return [whole(".github/workflows/evenkeel.yml", filled(template, line, projects))];
  }
  const line = (project: string, stack: string) => `{ PROJECT: ${quoted(project)}, STACK: ${quoted(stack)} }`;
  const start = read("gitlab-ci/.gitlab-ci.yml");
  return [
    whole(INCLUDED, filled(read(`gitlab-ci/${INCLUDED}`), line, projects)),
    {
      path: ".gitlab-ci.yml",
      content: start,
      lacking: (existing) =>
        existing.includes(INCLUDED) ? undefined : { what: "add this", lines: start.trimEnd().split("\n") },
    },
  ];
}

/** The template, with a line for each stack in the place of its own. */
function filled(
  template: string,
  line: (project: string, stack: string) => string,
  projects: readonly Project[],
): string {
  const own = `- ${line(".", "prod")}`;
  const all = projects.flatMap(({ path, stacks }) => stacks.map((stack) => `- ${line(path, stack)}`));
  return template
    .split("\n")
    .flatMap((text) => (text.trim() === own ? all.map((each) => text.replace(own, () => each)) : [text]))
    .join("\n");
}

/** A text in YAML, which takes that of JSON. */
const quoted = (text: string) => JSON.stringify(text);

const read = (name: string) => readFileSync(join(EXAMPLES, name), "utf8");
