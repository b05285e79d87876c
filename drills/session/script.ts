/** A line of a script: something to do, and when. */
export interface Cue {
  /** Seconds from the start; undefined for at once. */
  readonly at?: number | undefined;
  /** Seconds after the line before. */
  readonly after?: number | undefined;
  readonly line: string;
}

/**
 * Reads a line as `04:10 health`, `+30 health`, `wait 60`, or `health`; undefined where it is empty or a remark.
 *
 * @throws RangeError when its time makes no sense.
 */
export function cueFrom(text: string): Cue | undefined {
  const line = text.replace(/(^|\s)#.*$/, "").trim();
  if (line === "") return undefined;
  const [, hours, minutes, seconds, at] = /^(?:(\d+):)?(\d+):(\d\d)(?:\s+(.*))?$/.exec(line) ?? [];
  if (minutes !== undefined) {
    return { at: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds), line: at ?? "" };
  }
  const [, amount, then] = /^(?:\+|wait\s+)(\d+)(?:\s+(.*))?$/.exec(line) ?? [];
  if (amount !== undefined) return { after: Number(amount), line: then ?? "" };
  if (/^(\+|wait\b)/.test(line))
    throw new RangeError(`a number of seconds is expected, as in "wait 60", not "${line}"`);
  return { line };
}
