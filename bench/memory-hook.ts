/**
 * Loaded into every Node process of a preview by NODE_OPTIONS; where that process runs a policy pack, it keeps the file that
 * EVENKEEL_BENCH_MEMORY names at the most memory that the process has held so far. The engine kills a pack without
 * notice, so there is no end at which to write it once.
 */
import { readFileSync, writeFileSync } from "node:fs";

const EVERY_MS = 10;
const file = process.env["EVENKEEL_BENCH_MEMORY"];

if (file !== undefined && process.argv[1]?.includes("run-policy-pack")) {
  let known = "";
  setInterval(() => {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
    if (kilobytes === known) return;
    known = kilobytes;
    writeFileSync(file, known);
  }, EVERY_MS).unref();
}
