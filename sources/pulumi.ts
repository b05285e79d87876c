import { spawn } from "node:child_process";
import { SourceError } from "./json";
import { readStackFile, type StackFile } from "./stack-file";

/** What the Pulumi CLI can tell of a stack of the project in the working directory. */
const COMMANDS = {
  state: ["stack", "export"],
  preview: ["preview", "--json", "--show-sames", "--non-interactive"],
} as const;

/**
 * What is deployed of a stack, or what an update would make of it, from the Pulumi CLI.
 *
 * @param stack its name; as `pulumi` takes it.
 * @throws SourceError when the CLI is not there, or fails.
 */
export async function readStack(kind: keyof typeof COMMANDS, stack: string): Promise<StackFile> {
  const args = [...COMMANDS[kind], "--stack", stack];
  const child = spawn("pulumi", args, { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      resolve(code ?? 1);
    });
  });
  const command = `\`pulumi ${args.join(" ")}\``;
  const reading = readStackFile(child.stdout).then(
    (file) => ({ file }),
    (error: unknown) => ({ error }),
  );
  let code: number;
  try {
    code = await ended;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new SourceError("There is no pulumi on PATH", "Install it, or give a file instead: pulumi.com/docs/install");
  }
  const read = await reading;
  // A preview that fails tells why in what it prints.
  if (code !== 0 && complaint.trim() !== "") throw new SourceError(`${command} failed`, complaint.trim());
  if ("error" in read) throw read.error;
  if (code !== 0) throw new SourceError(`${command} ended with ${code}`, "Run it by hand to see why");
  return read.file;
}
