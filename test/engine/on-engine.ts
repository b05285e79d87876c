import { evenkeel } from "./evenkeel";
import type { Configuration, Observe, Phases, Program } from "./phases";
import { newStack } from "./stack";
import { together } from "./together";

/** Lets the real engine run programs, no more than so many at a time; the first phase that is asked for starts all of them. */
export function onEngine(atOnce: number): Observe {
  const tasks: Record<string, () => Promise<Phases>> = {};
  const observed = together(atOnce, tasks);
  return (program, configuration) => {
    const name = `program ${Object.keys(tasks).length}`;
    tasks[name] = () => phasesOf(program, configuration);
    return async (phase) => (await observed(name))[phase];
  };
}

/** Runs the safe and the faulty program of a stack in each phase of its life. */
async function phasesOf(program: Program, configuration: Configuration): Promise<Phases> {
  const run = { packs: [evenkeel], packConfig: configuration };
  const written = (faulty: boolean) => () => {
    program(faulty);
    return Promise.resolve();
  };
  const stack = await newStack(written(false));
  try {
    const beginning = await stack.preview(run);
    stack.setProgram(written(true));
    const first = await stack.preview(run);
    stack.setProgram(written(false));
    const safe = await stack.up(run);
    stack.setProgram(written(true));
    return { beginning, first, safe, change: await stack.preview(run) };
  } finally {
    await stack.destroyFiles();
  }
}
