import type { Readable } from "node:stream";

/** A bucket, as far as logs are read from it. */
export interface Bucket {
  /** The names of its objects that start so, in order. */
  list(prefix: string): AsyncIterable<string>;
  open(name: string): Promise<Readable>;
}
