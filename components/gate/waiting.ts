import { setTimeout as sleep } from "node:timers/promises";
import { log, type ComponentResource } from "@pulumi/pulumi";

/** Milliseconds between two questions. */
const PAUSE = 5_000;

/**
 * Waits until nothing is in the way.
 *
 * @param obstacles tells, each time it is asked, what is in the way.
 * @param seconds how long at most; it asks once at least.
 * @throws Error with what is in the way at the end.
 */
export async function waitUntilFree(
  parent: ComponentResource,
  seconds: number,
  obstacles: () => Promise<readonly string[]>,
): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const found = await obstacles();
    if (found.length === 0) return;
    const left = until - Date.now();
    if (left <= 0) throw new Error(`${found.join("\n")}, after ${seconds} s.`);
    await log.info(`Waiting, for ${Math.ceil(left / 1000)} s at most. ${found.join(". ")}`, parent, 0, true);
    await sleep(Math.min(PAUSE, left));
  }
}

/**
 * Looks on for some time.
 *
 * @param look throws when it is to end at once.
 */
export async function watch(seconds: number, look: () => Promise<void>): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    await look();
    const left = until - Date.now();
    if (left <= 0) return;
    await sleep(Math.min(PAUSE, left));
  }
}
