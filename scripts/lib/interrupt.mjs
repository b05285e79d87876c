// @ts-check
import { constants } from "node:os";

/** @type {Set<() => void | Promise<void>>} */
const undoing = new Set();

/**
 * Has `undo` run if this process is told to stop before it is done. The result takes it off the list again.
 * @param {() => void | Promise<void>} undo
 * @returns {() => void}
 */
export function onInterrupt(undo) {
  undoing.add(undo);
  return () => undoing.delete(undo);
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, async () => {
    // Newest first: a process is stopped before the folder in which it works is removed.
    for (const undo of [...undoing].reverse()) await undo();
    process.exit(128 + constants.signals[signal]);
  });
}
