import { log, type ComponentResource } from "@pulumi/pulumi";
import { asError } from "../errors";
import type { Obstacle } from "./readiness";
import { waitUntilFree, watch } from "./waiting";

/** A route, wherever it is, that is about to be given to another pool in steps. */
export interface ShiftingRoute {
  /** What the pool is called that gets the traffic: `target group blue`. */
  readonly pool: string;
  /** Percent, the last of which the update itself sets. */
  readonly steps: readonly number[];
  /** Seconds for which each step is watched. */
  readonly watchFor: number;
  /** Percent that the pool has at the beginning; undefined where it is not part of the route. */
  readonly now: number | undefined;
  /** What keeps the pool from taking more. */
  readonly obstacle: () => Promise<Obstacle>;
  /** Why the shift is to end, as a sentence; undefined where nothing says so. */
  readonly alarm: () => Promise<string | undefined>;
  /** Gives the pool so many percent. Everything else about the route stays as it is. */
  readonly set: (percent: number) => Promise<void>;
}

/** What one update shifts. */
export interface ShiftTask {
  readonly parent: ComponentResource;
  /** Seconds until the pool must be healthy before a step. */
  readonly waitFor: number;
  /** The routes, which are shifted one after the other. */
  readonly routes: readonly ShiftingRoute[];
  /** What keeps other pools from getting what the update gives them. */
  readonly others?: () => Promise<readonly string[]>;
  /** Gives each route again what it was deployed with. */
  readonly takeBack: () => Promise<void>;
  /** What is to be done before the update sets the last step, when all else is. */
  readonly handOver?: () => Promise<void>;
}

/**
 * Takes traffic from one pool to another in steps, all but the last. It goes on from where an earlier run was interrupted, and goes
 * back to the last deployment when a step does harm.
 *
 * @throws Error that says which step was not taken, or taken back, and why.
 */
export async function takeSteps(task: ShiftTask): Promise<void> {
  await new Steps(task).run();
}

/**
 * @param before the shares that were deployed.
 * @param nameIn what a pool of them is called.
 * @throws Error where a pool has traffic that is no part of the shift: it would lose that at once.
 */
export function onlyFrom(
  { from, to }: { readonly from: string; readonly to: string },
  before: ReadonlyMap<string, number>,
  nameIn: (pool: string) => string,
): void {
  const others = [...before].filter(([pool, share]) => share > 0 && pool !== from && pool !== to);
  if (others.length === 0) return;
  const names = others.map(([pool]) => nameIn(pool)).join(" and ");
  throw new Error(
    `the shift is from ${nameIn(from)}, but ${names} gets traffic too; bring it to ${nameIn(from)} first`,
  );
}

class Steps {
  /** What this run has given. */
  readonly #given = new Map<ShiftingRoute, number>();
  /** Whether a route is otherwise than it was deployed, by this run or by one that was interrupted. */
  #hasBegun: boolean;

  constructor(readonly task: ShiftTask) {
    this.#hasBegun = task.routes.some(({ now = 0 }) => now > 0);
  }

  async run(): Promise<void> {
    const { routes, parent, waitFor, others, handOver } = this.task;
    try {
      for (const route of routes) await this.#shift(route);
      await waitUntilFree(parent, waitFor, async () => {
        await this.#listen();
        const found = await Promise.all(routes.map((route) => this.#obstacleTo(route, 100)));
        return [...found.flat(), ...((await others?.()) ?? [])];
      });
      await handOver?.();
    } catch (error) {
      throw this.#hasBegun ? await this.#takenBack(error) : error;
    }
  }

  async #shift(route: ShiftingRoute): Promise<void> {
    const { steps, now } = route;
    if (now === undefined) {
      // So that its members are checked before they get anything.
      await route.set(0);
      this.#hasBegun = true;
    }
    for (const [index, step] of steps.slice(0, -1).entries()) {
      if (now !== undefined && step < now) continue;
      await waitUntilFree(this.task.parent, this.task.waitFor, async () => {
        await this.#listen();
        return this.#obstacleTo(route, step);
      });
      this.#hasBegun = true;
      await route.set(step);
      this.#given.set(route, step);
      await this.#watch(route, index);
    }
  }

  async #obstacleTo({ pool, obstacle }: ShiftingRoute, step: number): Promise<string[]> {
    const found = await obstacle();
    return found ? [`${pool} would get ${step} % of the traffic: ${found.why}`] : [];
  }

  async #watch({ pool, steps, watchFor }: ShiftingRoute, index: number): Promise<void> {
    const step = `Step ${index + 1} of ${steps.length}: ${pool} gets ${steps[index] ?? 0} % of the traffic`;
    await log.info(`${step}, watched for ${watchFor} s.`, this.task.parent, 0, true);
    await watch(watchFor, async () => {
      await this.#listen();
      for (const [route, percent] of this.#given) {
        const found = await route.obstacle();
        // What is not known for a moment does no harm: the next step waits until it is.
        if (found?.isCertain !== true) continue;
        throw new Error(`${route.pool} gets ${percent} % of the traffic, but ${found.why}.`);
      }
    });
  }

  async #listen(): Promise<void> {
    for (const { alarm } of this.task.routes) {
      const why = await alarm();
      if (why !== undefined) throw new Error(why);
    }
  }

  /** The error to end with, after the shares are again what they were deployed as. */
  async #takenBack(error: unknown): Promise<Error> {
    const why = asError(error).message;
    try {
      await this.task.takeBack();
      return new Error(`${why}\nThe route is again as it was deployed before.`);
    } catch (failure) {
      const now = `The route could not be taken back: ${asError(failure).message}.`;
      return new Error(`${why}\n${now} Set its weights by hand, or update again.`);
    }
  }
}
