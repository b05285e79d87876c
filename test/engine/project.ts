import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { newHome, type Home } from "./home";
import { outcome, type Outcome } from "./outcome";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project on disk with a stack of its own, driven by the commands that a user types. */
export class Project {
  readonly #home: Home;
  readonly folder: string;

  constructor(home: Home, folder: string) {
    this.#home = home;
    this.folder = folder;
  }

  preview(...flags: string[]): Promise<Outcome> {
    return this.#operate("preview", ...flags);
  }

  up(...flags: string[]): Promise<Outcome> {
    return this.#operate("up", "--yes", ...flags);
  }

  /** Any command at all. */
  pulumi(...args: string[]): Promise<Ran> {
    return this.#run("pulumi", [...args, "--non-interactive"]);
  }

  /** The command of this package, as a user has it who installs it. */
  evenkeel(...args: string[]): Promise<Ran> {
    return this.#run(process.execPath, [join(__dirname, "../../cli/main.js"), ...args]);
  }

  #run(command: string, args: readonly string[]): Promise<Ran> {
    const env = { ...process.env, ...this.#home.environment, PULUMI_DEBUG_COMMANDS: "true" };
    return new Promise((resolve, reject) => {
      const child = execFile(command, args, { cwd: this.folder, env, maxBuffer: Infinity }, (_, stdout, stderr) => {
        if (child.exitCode === null) reject(new Error(`${command} did not run to its end: ${args.join(" ")}`));
        else resolve({ exitCode: child.exitCode, stdout, stderr });
      });
    });
  }

  /** The log of events is a flag for debugging: the CLI knows it only where its debugging commands are switched on. */
  async #operate(...args: string[]): Promise<Outcome> {
    const log = join(this.#home.folder, `${randomUUID()}.events`);
    const { exitCode, stdout, stderr } = await this.pulumi(...args, "--event-log", log);
    const lines = existsSync(log) ? (await readFile(log, "utf8")).trim().split("\n") : [];
    const events = lines.map((line) => JSON.parse(line) as EngineEvent);
    return outcome(exitCode, events, `${stdout}${stderr}`);
  }

  async destroyFiles(): Promise<void> {
    await this.#home.remove();
  }
}

/**
 * Opens a copy of a project, so that what the CLI writes beside it stays out of the checkout.
 *
 * @param plugins where the engine looks first for the components of this package.
 */
export async function openProject(source: string, stack = "test", plugins?: string): Promise<Project> {
  const home = await newHome(plugins);
  const project = new Project(home, join(home.folder, "project"));
  await cp(source, project.folder, { recursive: true });
  const { exitCode, stderr } = await project.pulumi("stack", "init", stack);
  if (exitCode !== 0) throw new Error(stderr);
  return project;
}
