import { median } from "./analysis";
import { peakMemory } from "./memory";
import { Project } from "./project";

/** The packs that are compared, by folder. */
export interface Packs {
  readonly empty: string;
  readonly ours: string;
}

/** How long previews of one stack take, in milliseconds; medians of the rounds. */
export interface PreviewTiming {
  readonly resources: number;
  readonly rounds: number;
  readonly none: number;
  readonly empty: number;
  readonly ours: number;
  /** What this pack takes beside the empty one: the median, the least and the most of the rounds. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
  /** The pack's process at its peak, in MB. */
  readonly memory: { readonly empty: number | undefined; readonly ours: number | undefined };
}

interface Plan {
  readonly resources: number;
  readonly rounds: number;
}

/**
 * Times previews of a deployed stack that does not change. Such a stack costs the pack most: every value is known, so there
 * is all of it to read, and it costs the engine least, for nothing is to be made.
 */
export async function timePreviews(
  { resources, rounds }: Plan,
  packs: Packs,
  providers: string,
  tell: (progress: string) => void,
): Promise<PreviewTiming> {
  tell(`${resources} resources: deploying`);
  const project = await Project.deploy(resources, providers);
  tell(`${resources} resources: warming up, and measuring memory`);
  await project.preview(undefined);
  const memory = { empty: await peakMemory(project, packs.empty), ours: await peakMemory(project, packs.ours) };

  const took = { none: [] as number[], empty: [] as number[], ours: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    took.none.push(await project.preview(undefined));
    // Each pack follows the other as often as it goes first.
    const order = round % 2 === 0 ? (["ours", "empty"] as const) : (["empty", "ours"] as const);
    for (const pack of order) took[pack].push(await project.preview(packs[pack]));
    const last = ([name, all]: [string, number[]]) => `${name} ${((all.at(-1) ?? NaN) / 1000).toFixed(1)} s`;
    tell(`${resources} resources: round ${round} of ${rounds}: ${Object.entries(took).map(last).join(", ")}`);
  }

  const ratios = took.ours.map((ours, round) => ours / (took.empty[round] ?? NaN));
  return {
    resources,
    rounds,
    none: median(took.none),
    empty: median(took.empty),
    ours: median(took.ours),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
    memory,
  };
}
