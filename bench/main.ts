/** `npm run bench`: what the pack costs, beside a preview without it and beside a pack that does nothing. */
import { join } from "node:path";
import { newPack } from "../test/engine/pack";
import { aws } from "../test/engine/loopback/aws/provider";
import { serve } from "../test/engine/loopback/serve";
import { timeAnalysis } from "./analysis";
import { timePreviews, type PreviewTiming } from "./previews";
import { analysisTable, machine, memoryTable, previewTable } from "./report";
import { removedAtEnd } from "./scratch";

/** A short preview is repeated more often, for its noise is the larger part of it. */
const PREVIEWS = [
  { resources: 0, rounds: 7 },
  { resources: 200, rounds: 5 },
  { resources: 2000, rounds: 5 },
];
const STATES = [1_000, 10_000, 100_000];

const EMPTY = `
  const { PolicyPack } = require("@pulumi/policy");
  new PolicyPack("empty", { policies: [] });
`;

const tell = (progress: string) => process.stderr.write(`${progress}\n`);

async function previews(): Promise<PreviewTiming[]> {
  const empty = removedAtEnd((await newPack(EMPTY)).folder);
  const ours = join(__dirname, "../..");
  const cloud = await serve(aws);
  const timings: PreviewTiming[] = [];
  try {
    for (const plan of PREVIEWS) timings.push(await timePreviews(plan, { empty, ours }, cloud.attachment, tell));
  } finally {
    cloud.stop();
  }
  return timings;
}

function analyses() {
  return STATES.map((size) => {
    tell(`${size} resources: analysing in-process`);
    return timeAnalysis(size);
  });
}

async function main(): Promise<void> {
  tell("Takes some ten minutes. Leave the machine alone meanwhile.");
  const previewed = await previews();
  const analysed = analyses();
  console.log(`${machine()}

\`pulumi preview\` of a deployed stack that does not change, with a provider on loopback in place of AWS. In each round, no
pack, an empty pack and Evenkeel take turns. Times are medians; a ratio is that of the two packs in one round.

Time on the clock:

${previewTable(previewed, "clock")}

Processor time of the CLI, the engine, the program and the pack, which depends less on what else the machine does:

${previewTable(previewed, "processor")}

The most memory that the pack's process held:

${memoryTable(previewed)}

Graph and shares in-process, beside \`JSON.parse\` of the same state file; medians.

${analysisTable(analysed)}`);
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
