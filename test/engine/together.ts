/**
 * Runs tasks side by side, no more than so many at a time. Mocha runs its tests one after the other; a suite whose tests
 * each await their own task has the engine busy throughout. The first one awaited starts them all.
 */
export function together<Name extends string, Result>(
  atOnce: number,
  tasks: Readonly<Record<Name, () => Promise<Result>>>,
): (name: Name) => Promise<Result> {
  let started: ReadonlyMap<string, Promise<Result>> | undefined;
  return async (name) => {
    started ??= start(atOnce, tasks);
    const task = started.get(name);
    if (task === undefined) throw new Error(`no task ${name}`);
    return task;
  };
}

function start<Result>(
  atOnce: number,
  tasks: Readonly<Record<string, () => Promise<Result>>>,
): Map<string, Promise<Result>> {
  const inTurn = queue(atOnce);
  const started = new Map(Object.entries(tasks).map(([name, task]) => [name, inTurn(task)]));
  // A task may fail before its test gets to it. It is that test which fails then, not the process.
  for (const task of started.values()) task.catch(() => undefined);
  return started;
}

function queue(atOnce: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
