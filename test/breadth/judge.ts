import { together } from "../engine/together";
import { serveClouds } from "./clouds";
import type { Example } from "./examples";
import { firstPreview } from "./preview";
import { programOf } from "./program";
import { cannotRun, verdictOn, type Verdict } from "./verdict";

/** A verdict, or that the pack gave none. */
export type Judged = Verdict | { readonly failure: string };

const AT_ONCE = 2;

/** Runs examples on the engine, and gives each verdict as soon as it is there. */
export async function judgeAll(
  examples: readonly Example[],
  tell: (name: string, judged: Judged) => void = () => undefined,
): Promise<ReadonlyMap<string, Judged>> {
  const clouds = await serveClouds();
  const providers = clouds.map(({ attachment }) => attachment).join(",");
  const task = together(
    AT_ONCE,
    Object.fromEntries(
      examples.map((example) => [
        example.name,
        async () => {
          const judged = await judge(example, providers);
          tell(example.name, judged);
          return judged;
        },
      ]),
    ),
  );
  const all = new Map<string, Judged>();
  try {
    for (const { name } of examples) all.set(name, await task(name));
    for (const example of examples) {
      const first = all.get(example.name);
      // What a program throws late is heard by the one beside it as well: only alone it is clear whose it is.
      if (first !== undefined && "verdict" in first && first.verdict === "cannot run")
        all.set(example.name, await judge(example, providers));
    }
  } finally {
    for (const cloud of clouds) cloud.stop();
  }
  return all;
}

async function judge({ code }: Example, providers: string): Promise<Judged> {
  let program;
  try {
    program = programOf(code);
  } catch (error) {
    return cannotRun(String(error));
  }
  try {
    return verdictOn(await firstPreview(program, providers));
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
