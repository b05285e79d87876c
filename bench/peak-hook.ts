/** Loaded into a process that ends by itself: tells in the file that EVENKEEL_BENCH_PEAK names how many kilobytes it held at most. */
import { writeFileSync } from "node:fs";

const file = process.env["EVENKEEL_BENCH_PEAK"];

process.once("exit", () => {
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
