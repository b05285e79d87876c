import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createColors } from "picocolors";
import { run } from "../../../cli/command-line";
import type { Report } from "../../../cli/report/report";
import type { Resource } from "../../../traffic";

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly stdin?: string;
  /** Characters in a line of the terminal; none where it is none. */
  readonly columns?: number;
  readonly colour?: boolean;
  readonly now?: Date;
  /** What the person answers, question by question; nobody is there where undefined. */
  readonly answers?: readonly string[];
}

/** Runs the command as a shell would. */
export async function evenkeel(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { stdin = "", columns, colour = false, now = new Date() } = surroundings;
  const [out, err]: [string[], string[]] = [[], []];
  const answers = surroundings.answers && [...surroundings.answers];
  const answer = (question: string): Promise<string | undefined> => {
    if (!answers) return Promise.resolve(undefined);
    err.push(question);
    const next = answers.shift();
    return next === undefined ? Promise.reject(new Error(`nobody answers: ${question}`)) : Promise.resolve(next);
  };
  const code = await run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    progress: () => undefined,
    ask: answer,
    columns,
    paint: createColors(colour),
    now,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** The report of a command as data. */
export async function reported(args: readonly string[], surroundings?: Surroundings): Promise<Report> {
  const { out, err } = await evenkeel([...args, "--format", "json"], surroundings);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as Report;
}

/** A folder for the files of one test. */
export function scratchFolder(): { readonly write: (name: string, content: unknown) => string } {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evenkeel-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  return {
    write: (name, content) => {
      const file = join(folder, name);
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return file;
    },
  };
}

/** What `pulumi stack export` writes of these resources. */
export function stateOf(resources: readonly Resource[]): object {
  return { version: 3, deployment: { resources } };
}

/** What `pulumi preview --json --show-sames` writes of a change. */
export function previewOf(before: readonly Resource[], after: readonly Resource[]): object {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const made = new Map(after.map((resource) => [resource.urn, resource]));
  const steps = [...new Set([...old.keys(), ...made.keys()])].map((urn) => {
    const [oldState, newState] = [old.get(urn), made.get(urn)];
    return { op: !oldState ? "create" : newState ? "update" : "delete", urn, oldState, newState };
  });
  return { steps };
}
