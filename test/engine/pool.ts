/**
 * Starts no more than so many tasks at a time. Mocha runs its tests one after the other; a suite that hands all its
 * previews to a pool, and lets each test await its own, has the engine busy throughout.
 */
export function pool(size: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = size;
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
