import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type { Known } from "../../../logs/answers/answer";
import type { LogReport } from "../../../logs/answers/report";
import { readLogs } from "../../../logs/read-logs";

/** A folder for the logs of one test. */
export function logFolder(): {
  readonly path: () => string;
  readonly write: (name: string, lines: readonly string[]) => string;
} {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evenkeel-test-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  return {
    path: () => folder,
    write: (name, lines) => {
      const file = join(folder, name);
      const text = `${lines.join("\n")}\n`;
      writeFileSync(file, name.endsWith(".gz") ? gzipSync(text) : text);
      return file;
    },
  };
}

const NOTHING_KNOWN: Known = {
  window: 300,
  zoneOf: () => undefined,
  targetsOf: () => undefined,
  compared: (route) => route,
};

export function read(sources: readonly string[], known: Partial<Known> = {}, stdin = ""): Promise<LogReport> {
  return readLogs({
    sources,
    stdin: Readable.from([Buffer.from(stdin)]),
    standardInput: "-",
    progress: () => undefined,
    span: { since: undefined, until: undefined },
    known: { ...NOTHING_KNOWN, ...known },
  });
}
