import { median } from "./analysis";
import { peakMemory } from "./memory";
import { Project, type Cost } from "./project";
import type { Clouds } from "./stacks";

/** The packs that are compared, by folder. */
export interface Packs {
  readonly empty: string;
  readonly ours: string;
}

/** What each kind of preview took, in milliseconds: medians of the rounds. */
interface Comparison {
  readonly none: number;
  readonly empty: number;
  readonly ours: number;
  /** This pack beside the empty one in the same round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
}

export interface PreviewTiming {
  readonly clouds: Clouds;
  readonly resources: number;
  readonly rounds: number;
  readonly clock: Comparison;
  /** Of all processes of the preview, but not of the provider. */
  readonly processor: Comparison;
  /** The pack's process at its peak, in MB. */
  readonly memory: { readonly empty: number | undefined; readonly ours: number | undefined };
}

interface Round {
  readonly none: Cost;
  readonly empty: Cost;
  readonly ours: Cost;
}

/** Of what stack to time previews, and how often. */
export interface Plan {
  readonly clouds: Clouds;
  readonly resources: number;
  readonly rounds: number;
}

/**
 * Times previews of a deployed stack that does not change. Such a stack costs the pack most: every value is known, so there
 * is all of it to read, and it costs the engine least, for nothing is to be made.
 */
export async function timePreviews(
  { clouds, resources, rounds }: Plan,
  packs: Packs,
  providers: string,
  tell: (progress: string) => void,
): Promise<PreviewTiming> {
  const stack = `${resources} resources on ${clouds}`;
  tell(`${stack}: deploying`);
  const project = await Project.deploy(clouds, resources, providers);
  tell(`${stack}: warming up, and measuring memory`);
  await project.preview(undefined);
  const memory = { empty: await peakMemory(project, packs.empty), ours: await peakMemory(project, packs.ours) };

  const took: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const costs = await takeTurns(project, packs, round % 2 === 0);
    took.push(costs);
    const seconds = Object.entries(costs).map(
      ([pack, { clock }]: [string, Cost]) => `${pack} ${(clock / 1000).toFixed(1)} s`,
    );
    tell(`${stack}: round ${round} of ${rounds}: ${seconds.join(", ")}`);
  }
  return { clouds, resources, rounds, clock: compare(took, "clock"), processor: compare(took, "processor"), memory };
}

/** Each pack goes first as often as the other. */
async function takeTurns(project: Project, { empty, ours }: Packs, oursFirst: boolean): Promise<Round> {
  const none = await project.preview(undefined);
  const first = await project.preview(oursFirst ? ours : empty);
  const second = await project.preview(oursFirst ? empty : ours);
  return oursFirst ? { none, ours: first, empty: second } : { none, empty: first, ours: second };
}

function compare(rounds: readonly Round[], kind: keyof Cost): Comparison {
  const middle = (pack: keyof Round) => median(rounds.map((round) => round[pack][kind]));
  const ratios = rounds.map(({ ours, empty }) => ours[kind] / empty[kind]);
  return {
    none: middle("none"),
    empty: middle("empty"),
    ours: middle("ours"),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
  };
}
