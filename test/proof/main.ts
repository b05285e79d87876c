/** `npm run proof`: how often the analysis decides, whether single requests contradict it, and which faults the policies find. */
import { parseArgs } from "node:util";
import { detectionRates, type Rate } from "./faults/detection";
import { table } from "../support/table";
import { GOOD } from "./faults/good";
import { verdictRates, type VerdictRates } from "./oracle/verdict-rates";

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { graphs: { type: "string" }, seed: { type: "string" } } });
  const [graphs, seed] = [Number(values.graphs ?? 10_000), Number(values.seed ?? Date.now() % 2 ** 31)];
  if (!Number.isInteger(graphs) || graphs < 2) throw new Error("--graphs must be a whole number, 2 or more");
  if (!Number.isInteger(seed)) throw new Error("--seed must be a whole number");

  console.log(
    `${graphs} random graphs, seed ${seed}. Where single requests contradict the analysis, this ends with the graph.\n`,
  );
  console.log(verdictTable(verdictRates(graphs, seed)));

  const rates = new Map<string, Rate[]>();
  for (const good of Object.values(GOOD)) {
    for (const rate of detectionRates(await good())) rates.set(rate.fault, [...(rates.get(rate.fault) ?? []), rate]);
  }
  console.log("\nSingle faults in good configurations, and how many of them the policies find:\n");
  console.log(faultTable(rates));
}

function verdictTable(rates: readonly VerdictRates[]): string {
  const head = ["Cloud", "Preview", "Not known", "Routes", "Safe", "Concentrated", "Unproved"];
  return table(
    head,
    rates.map(({ cloud, haze, isFirst, routes: { safe, concentrated, unproved } }) => {
      const all = safe + concentrated + unproved;
      const parts = [safe, concentrated, unproved].map((part) => percent(part, all));
      return [cloud, isFirst ? "first" : "of a change", `${haze * 100} %`, String(all), ...parts];
    }),
  );
}

function faultTable(rates: ReadonlyMap<string, readonly Rate[]>): string {
  return table(
    ["Fault", "Variants", "Found"],
    [...rates].map(([fault, all]) => {
      const variants = all.reduce((sum, one) => sum + one.mutants, 0);
      const missed = all.reduce((sum, one) => sum + one.missed.length, 0);
      return [fault, String(variants), percent(variants - missed, variants)];
    }),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
