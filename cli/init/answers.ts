import { PRESETS, type Preset } from "../../policies/presets";
import { CommandError } from "../exit";
import type { Terminal } from "../terminal";
import type { Project } from "./projects";
import { PROVIDERS, type Provider } from "./providers";
import { signerOf, type Signer } from "./signers";

/** What the command line says; undefined or empty is what it leaves open. */
export interface Given {
  readonly provider: Provider | undefined;
  readonly preset: Preset | undefined;
  readonly project: readonly string[];
  readonly stack: readonly string[];
  readonly owners: readonly string[];
  readonly signer: readonly string[];
}

/** What there is to know of a repository before anything is written. */
export interface Answers {
  readonly provider: Provider;
  readonly preset: Preset;
  readonly projects: readonly Project[];
  readonly owners: readonly string[];
  readonly signers: readonly Signer[];
}

/** What the repository itself tells. */
export interface Found {
  readonly projects: readonly Project[];
  readonly remote: string;
}

/**
 * Completes what is given by what is found, by what a person says where one is there, and by defaults.
 *
 * @param terminal where to ask; undefined where nobody is to be asked.
 * @throws CommandError where something is wrong, or can be had from nowhere.
 */
export async function answersOf(given: Given, found: Found, terminal: Terminal | undefined): Promise<Answers> {
  /** Asks until the answer will do; where nobody is there, the default has to. */
  async function settle<Answer>(
    question: string,
    byDefault: string,
    understand: (text: string) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    for (;;) {
      const text = await terminal?.ask(`${question}${byDefault === "" ? "" : ` [${byDefault}]`}: `);
      try {
        return await understand(text === undefined || text.trim() === "" ? byDefault : text.trim());
      } catch (error) {
        if (text === undefined || !(error instanceof CommandError)) throw error;
        terminal?.err(error.message);
      }
    }
  }

  const atGitLab = found.remote.includes("gitlab");
  const provider =
    given.provider ??
    (await settle("Where are changes reviewed, github or gitlab", atGitLab ? "gitlab" : "github", oneOf(PROVIDERS)));
  const projects = chosen(given.project, found.projects);
  const stacks =
    given.stack.length > 0 || projects.every((project) => project.stacks.length > 0)
      ? stacksOf(given.stack)
      : await settle("Which stacks are previewed, by commas", "", (text) => stacksOf(some(text, "--stack", "a stack")));
  const preset =
    given.preset ?? (await settle("How strict: recommended, strict or advisory", "recommended", oneOf(PRESETS)));
  const owners =
    given.owners.length > 0
      ? ownersOf(given.owners)
      : await settle("Who reviews changes of the rules, as @acme/platform", "", (text) =>
          ownersOf(some(text, "--owners", "who reviews changes of the rules, as @acme/platform,")),
        );
  const signers =
    given.signer.length > 0
      ? await signersOf(given.signer)
      : await settle("Who may approve, as ada@acme.com=ada.pub, by spaces; nobody yet if empty", "", (text) =>
          signersOf(text.split(/\s+/).filter((one) => one !== "")),
        );
  const withStacks = projects.map(({ path, stacks: own }) => ({ path, stacks: stacks.length > 0 ? stacks : own }));
  return { provider, preset, projects: withStacks, owners, signers };
}

const listed = (text: string) => text.split(/[\s,]+/).filter((one) => one !== "");

function some(text: string, option: string, what: string): string[] {
  const all = listed(text);
  if (all.length === 0) throw new CommandError(`${option}: ${what} is expected`);
  return all;
}

function oneOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((one) => one === text);
    if (choice === undefined) throw new CommandError(`${text}: one of ${choices.join(", ")} is expected`);
    return choice;
  };
}

/** The projects that are asked for, or all that there are. */
function chosen(paths: readonly string[], found: readonly Project[]): readonly Project[] {
  if (found.length === 0) throw new CommandError("there is no Pulumi project here: no Pulumi.yaml in this repository");
  if (paths.length === 0) return found;
  return paths.map((path) => {
    const project = found.find((one) => one.path === path.replace(/^\.\/|\/$/g, ""));
    if (project) return project;
    throw new CommandError(
      `--project ${path}: there is no Pulumi.yaml there, but in ${found.map((one) => one.path).join(", ")}`,
    );
  });
}

function stacksOf(names: readonly string[]): readonly string[] {
  const wrong = names.find((name) => !/^(?:[\w.-]+\/){0,2}[\w.-]+$/.test(name));
  if (wrong !== undefined) throw new CommandError(`stack ${wrong}: a name is expected, as prod or acme/shop/prod`);
  return names;
}

function ownersOf(names: readonly string[]): readonly string[] {
  const wrong = names.find((name) => !/^@[\w.-]+(?:\/[\w.-]+)*$|^[^\s@#]+@[^\s@#]+$/.test(name));
  if (wrong !== undefined)
    throw new CommandError(`owner ${wrong}: a person, team or address is expected, as @acme/platform`);
  return names;
}

async function signersOf(given: readonly string[]): Promise<readonly Signer[]> {
  const signers: Signer[] = [];
  const seen = new Map<string, string>();
  for (const one of given) {
    const signer = await signerOf(one);
    const [first = ""] = signer.names;
    for (const mark of [signer.key, ...signer.names.map((name) => name.toLowerCase())]) {
      const same = seen.get(mark);
      if (same !== undefined) {
        throw new CommandError(`signer ${first}: ${same} is the same person or key; two people have to approve`);
      }
      seen.set(mark, first);
    }
    signers.push(signer);
  }
  return signers;
}
