/**
 * `npm run bench`: what the pack costs, beside a preview without it and beside a pack that does nothing. With `-- --quick` only
 * small stacks, once each: whether it works, not what it costs. With `-- logs` what reading logs costs, and nothing else.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newPack } from "../test/engine/pack";
import { aws } from "../test/engine/loopback/aws/provider";
import { gcp } from "../test/engine/loopback/gcp/provider";
import { serve } from "../test/engine/loopback/serve";
import { timeAnalysis, type AnalysisTiming } from "./analysis";
import { timePreviews, type Plan, type PreviewTiming } from "./previews";
import { timeCommand, timeStart } from "./command";
import { benchLogs } from "./logs";
import { analysisTable, commandTable, machine, memoryTable, previewTable, startLine } from "./report";
import { removedAtEnd } from "./scratch";
import type { Clouds } from "./stacks";

interface Plans {
  readonly previews: readonly Plan[];
  /** The sizes of the states that are analysed. */
  readonly states: readonly number[];
}

/** A short preview is repeated more often, for its noise is the larger part of it. */
const FULL: Plans = {
  previews: [
    { clouds: "AWS", resources: 0, rounds: 7 },
    { clouds: "AWS", resources: 200, rounds: 5 },
    { clouds: "AWS", resources: 2000, rounds: 5 },
    { clouds: "Google Cloud", resources: 200, rounds: 3 },
    { clouds: "Google Cloud", resources: 2000, rounds: 3 },
    { clouds: "both", resources: 200, rounds: 3 },
    { clouds: "both", resources: 2000, rounds: 3 },
  ],
  states: [1_000, 10_000, 100_000],
};
const CLOUDS: readonly Clouds[] = ["AWS", "Google Cloud", "both"];
const QUICK: Plans = { previews: CLOUDS.map((clouds) => ({ clouds, resources: 40, rounds: 1 })), states: [1_000] };

/** Lines of logs, and rounds. */
const LOGS = [
  [1_000_000, 5],
  [10_000_000, 1],
] as const;

/** How many of the resources of a state that is checked decide traffic: as in most stacks, and at worst. */
const PARTS = [0.1, 1];

const EMPTY = `
  const { PolicyPack } = require("@pulumi/policy");
  new PolicyPack("empty", { policies: [] });
`;

const tell = (progress: string) => process.stderr.write(`${progress}\n`);

async function previews(plans: readonly Plan[]): Promise<PreviewTiming[]> {
  const empty = removedAtEnd((await newPack(EMPTY)).folder);
  const ours = join(__dirname, "../..");
  const clouds = await Promise.all([serve(aws), serve(gcp)]);
  const providers = clouds.map(({ attachment }) => attachment).join(",");
  const timings: PreviewTiming[] = [];
  try {
    for (const plan of plans) timings.push(await timePreviews(plan, { empty, ours }, providers, tell));
  } finally {
    for (const cloud of clouds) cloud.stop();
  }
  return timings;
}

function analyses(states: readonly number[]): AnalysisTiming[] {
  return CLOUDS.flatMap((clouds) =>
    states.map((size) => {
      tell(`${size} resources on ${clouds}: analysing in-process`);
      return timeAnalysis(clouds, size);
    }),
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (positionals.includes("logs")) {
    console.log(`${machine()}\n\n${await benchLogs(values.quick ? [[100_000, 1]] : LOGS, tell)}`);
    return;
  }
  const plans = values.quick ? QUICK : FULL;
  if (!values.quick) tell("Takes some twenty minutes. Leave the machine alone meanwhile.");
  const previewed = await previews(plans.previews);
  const analysed = analyses(plans.states);
  const checked = PARTS.flatMap((part) =>
    plans.states.map((size) => {
      tell(`${size} resources on both clouds, ${part * 100} % for traffic: checking the file`);
      return timeCommand(size, part);
    }),
  );
  console.log(`${machine()}

\`pulumi preview\` of a deployed stack that does not change, with providers on loopback in place of the clouds. In each round, no
pack, an empty pack and Evenkeel take turns. Times are medians; a ratio is that of the two packs in one round.

Time on the clock:

${previewTable(previewed, "clock")}

Processor time of the CLI, the engine, the program and the pack, which depends less on what else the machine does:

${previewTable(previewed, "processor")}

The most memory that the pack's process held:

${memoryTable(previewed)}

Graph and shares in-process, beside \`JSON.parse\` of the same state file; medians.

${analysisTable(analysed)}

\`evenkeel check\` of a state file as \`pulumi stack export\` writes it, on both clouds, beside processes that only read it; medians.

${commandTable(checked)}

${startLine(timeStart())}`);
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
