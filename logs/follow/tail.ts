import { open, type FileHandle } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { LogError } from "../errors";
import { Lines } from "./lines";

/** How often files are looked at: what is written shows this much later. */
const EVERY = 200;

const CHUNK = 2 ** 20;

/**
 * Reads files from their start, and goes on as they grow. A file that is replaced by another of its name is read to its end, then
 * the new one; one that has become shorter has been written anew, and is read from its start.
 *
 * @throws LogError when one of them is not there at the beginning.
 */
export async function tail(
  paths: readonly string[],
  tell: (line: string | undefined) => void,
  stop: AbortSignal,
): Promise<void> {
  const tails = await Promise.all(paths.map((path) => Tail.open(path, tell)));
  try {
    while (!stop.aborted) {
      for (const one of tails) await one.read(stop);
      await wait(EVERY, undefined, { signal: stop }).catch(() => undefined);
    }
  } finally {
    await Promise.all(tails.map((one) => one.close()));
  }
}

class Tail {
  readonly #buffer = Buffer.allocUnsafe(CHUNK);
  #lines: Lines;
  #offset = 0;

  private constructor(
    readonly path: string,
    private file: FileHandle,
    readonly tell: (line: string | undefined) => void,
  ) {
    this.#lines = new Lines(tell);
  }

  static async open(path: string, tell: (line: string | undefined) => void): Promise<Tail> {
    try {
      return new Tail(path, await open(path), tell);
    } catch (error) {
      throw new LogError(`${path}: it cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async read(stop: AbortSignal): Promise<void> {
    await this.#readOn(stop);
    const next = await successor(this.path, this.file);
    if (!next) return;
    // What was written between the last reading and the change of names.
    await this.#readOn(stop);
    await this.file.close();
    this.file = next;
    this.#begin();
    await this.#readOn(stop);
  }

  async #readOn(stop: AbortSignal): Promise<void> {
    const { size } = await this.file.stat();
    if (size < this.#offset) this.#begin();
    while (!stop.aborted) {
      const { bytesRead } = await this.file.read(this.#buffer, 0, CHUNK, this.#offset);
      if (bytesRead === 0) return;
      this.#offset += bytesRead;
      this.#lines.push(this.#buffer.subarray(0, bytesRead));
    }
  }

  #begin(): void {
    this.#lines.finish();
    this.#lines = new Lines(this.tell);
    this.#offset = 0;
  }
}

/** Another file that has taken the name of this one; undefined where there is none, or not yet. */
async function successor(path: string, file: FileHandle): Promise<FileHandle | undefined> {
  let other: FileHandle;
  try {
    other = await open(path);
  } catch {
    return undefined;
  }
  const [own, next] = await Promise.all([file.stat(), other.stat()]);
  if (own.ino !== next.ino || own.dev !== next.dev) return other;
  await other.close();
  return undefined;
}
