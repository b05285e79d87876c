/** What a POSIX shell takes as it is. */
const PLAIN = /^[A-Za-z0-9_/:.,=@%+-]+$/;

/**
 * One word of a command, whatever is in it.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 (single quotes)
 */
function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command of several words. */
export function command(...words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

/** Commands as Markdown shows them, whatever is in them. */
export function fenced(commands: readonly string[]): string {
  const text = commands.join("\n");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}`;
}
