/** `npm run proof`: how often the analysis decides, whether single requests contradict it, and which faults the policies find. */
import { parseArgs } from "node:util";
import { detectionRates, type Rate } from "./faults/detection";
import { GOOD } from "./faults/good";
import { verdictRates } from "./oracle/verdict-rates";

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { graphs: { type: "string" }, seed: { type: "string" } } });
  const [graphs, seed] = [Number(values.graphs ?? 10_000), Number(values.seed ?? Date.now() % 2 ** 31)];
  if (!Number.isInteger(graphs) || graphs < 2) throw new Error("--graphs must be a whole number, 2 or more");
  if (!Number.isInteger(seed)) throw new Error("--seed must be a whole number");

  console.log(
    `${graphs} random graphs, seed ${seed}: single requests contradict the analysis nowhere, or this ends with where.`,
  );
  console.table(
    verdictRates(graphs, seed).map(({ cloud, haze, isFirst, routes }) => {
      const all = routes.safe + routes.concentrated + routes.unproved;
      return {
        cloud,
        preview: isFirst ? "first" : "of a change",
        "not known": percent(haze, 1),
        routes: all,
        safe: percent(routes.safe, all),
        concentrated: percent(routes.concentrated, all),
        unproved: percent(routes.unproved, all),
      };
    }),
  );

  const rates = new Map<string, Rate[]>();
  for (const good of Object.values(GOOD)) {
    for (const rate of detectionRates(await good())) rates.set(rate.fault, [...(rates.get(rate.fault) ?? []), rate]);
  }
  console.log("Single faults in good configurations, and how many of them are found:");
  console.table(
    [...rates].map(([fault, all]) => {
      const mutants = all.reduce((sum, one) => sum + one.mutants, 0);
      const missed = all.reduce((sum, one) => sum + one.missed.length, 0);
      return { fault, mutants, found: percent(mutants - missed, mutants) };
    }),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
