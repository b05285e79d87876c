import { existsSync, readFileSync } from "node:fs";

const OWN = "/proc/self/stat";
/** Linux counts in hundredths of a second, whatever its kernel's own tick. */
const MS_PER_TICK = 10;

/**
 * The milliseconds of processor time that the processes this one has started, and theirs, took until they ended. Unlike
 * the time on the clock it hardly depends on what else the machine does. NaN where the system does not tell.
 */
export function processorTime(): number {
  if (!existsSync(OWN)) return NaN;
  const text = readFileSync(OWN, "utf8");
  // The name of the command, in parentheses, may hold blanks. After it, fields 14 and 15 are cutime and cstime.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK;
}
