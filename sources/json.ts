import type { Readable } from "node:stream";

/** A file that cannot be judged: it is none of those that are expected, or not a whole one. */
export class SourceError extends Error {
  constructor(problem: string, expected = EXPECTED) {
    super(`${problem}. ${expected}`);
    this.name = "SourceError";
  }
}

const EXPECTED = "Expected what `pulumi stack export` or `pulumi preview --json --show-sames` writes";

export type Fields = Readonly<Record<string, unknown>>;

/** Bytes above which a file is parsed piece by piece: slower, but in half the memory, and past the longest text that there can be. */
const LARGE = 384 * 2 ** 20;

/**
 * Reads JSON of any size.
 *
 * @param large bytes above which it is parsed piece by piece.
 * @throws SourceError when it is no JSON.
 */
export async function readJson(stream: Readable, large = LARGE): Promise<unknown> {
  const start: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    start.push(chunk);
    size += chunk.length;
    if (size > large) return inPieces(start, stream);
  }
  return parsed(decoded(Buffer.concat(start)));
}

async function inPieces(start: readonly Buffer[], rest: Readable): Promise<unknown> {
  const { parseChunked } = await import("@discoveryjs/json-ext");
  refuseOther(start[0] ?? Buffer.alloc(0));
  try {
    return (await parseChunked(async function* () {
      yield* start;
      yield* rest as AsyncIterable<Buffer>;
    })) as unknown;
  } catch (error) {
    // What could not be read is another matter than what is no JSON.
    if (error instanceof SyntaxError) throw new SourceError(NO_JSON);
    throw error;
  }
}

const NO_JSON = "The file is not JSON, or is cut off";

/** @throws SourceError when the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError(text.trim() === "" ? "The file is empty" : NO_JSON);
  }
}

/** Some shells write what a command prints in UTF-16. */
function decoded(bytes: Buffer): string {
  refuseOther(bytes);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}

/** What files begin with that a person may take for a state. */
const OTHERS: readonly (readonly [start: string, problem: string])[] = [
  ["-----BEGIN PGP MESSAGE", "The file is encrypted with PGP"],
  ["age-encryption.org", "The file is encrypted with age"],
  ["Salted__", "The file is encrypted with OpenSSL"],
  ["\x1f\x8b", "The file is compressed"],
];

function refuseOther(bytes: Buffer): void {
  const start = bytes.subarray(0, 64).toString("latin1");
  for (const [known, problem] of OTHERS) if (start.startsWith(known)) throw new SourceError(problem);
}

/** @throws SourceError when the value is not an object. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new SourceError(`${what} is not an object`);
}

/** @throws SourceError when the value is not a list. */
export function itemsOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new SourceError(`${what} is not a list`);
}
