import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, gunzipSync } from "node:zlib";

/** The two ends of a file. */
export interface Ends {
  /** Bytes of all of it. */
  readonly size: number;
  readonly start: Buffer;
  /** The last four bytes. */
  readonly end: Buffer;
}

export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** What is packed in the start of a file. @throws Error when it is not gzip after all, or damaged there. */
export function unpacked(start: Buffer): Buffer {
  return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
}

/** How many times longer or shorter a file may be than its start lets expect before all of it is looked at. */
const SURPRISE = 2;

/**
 * Why a file cannot be unpacked as a whole; undefined where it can. DuckDB takes one that breaks off for one that ends there.
 *
 * A file ends with the length of what is packed in it, and one that breaks off ends with anything. So only one whose end does not fit
 * its start is unpacked for this, and a small one. Of files of 1 MB that break off, one in 200 ends with something that fits by chance.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
 */
export async function damageOf(path: string, { size, start, end }: Ends, ofStart: Buffer): Promise<string | undefined> {
  if (size === start.length) return whyNot(() => gunzipSync(start));
  const expected = (ofStart.length / start.length) * size;
  const said = end.readUInt32LE();
  return said >= expected / SURPRISE && said <= expected * SURPRISE ? undefined : brokenAt(path);
}

/** The same, by all of the file whatever its ends are. */
export function brokenAt(path: string): Promise<string | undefined> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, next) => {
      next();
    },
  });
  return whyNot(() => pipeline(createReadStream(path), createGunzip(), nowhere));
}

async function whyNot(unpack: () => unknown): Promise<string | undefined> {
  try {
    await unpack();
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_") !== true) throw error;
    return `it is damaged, or breaks off (${message}); zcat gives what can be read of it`;
  }
}
