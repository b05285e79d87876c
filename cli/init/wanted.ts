/** A file that a repository is to have. */
export interface Wanted {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  /** What is written where there is no such file. */
  readonly content: string | Made;
  /** What a file that is there lacks, in words and lines; undefined where it serves as it is. */
  readonly lacking: (existing: string) => Lack | undefined;
}

/** A content that takes a tool, which is asked only when it is written. */
interface Made {
  readonly by: string;
  readonly make: () => Promise<string>;
}

/** What somebody has to do about a file that is theirs. */
export interface Lack {
  readonly what: string;
  readonly lines: readonly string[];
}

/** A file that is written by nobody else: another one in its place is told of. */
export function whole(path: string, content: string): Wanted {
  const differs = { what: "it differs from what would be written; --dry-run prints that", lines: [] };
  return { path, content, lacking: (existing) => (existing === content ? undefined : differs) };
}

/** A file of lines, to which others may have added theirs. */
export function linewise(path: string, lines: readonly string[]): Wanted {
  return {
    path,
    content: lines.map((line) => `${line}\n`).join(""),
    lacking: (existing) => {
      const there = new Set(existing.split(/\r?\n/).map((line) => line.trim()));
      const missing = lines.filter((line) => !line.startsWith("#") && !there.has(line));
      return missing.length === 0 ? undefined : { what: "add these lines", lines: missing };
    },
  };
}
