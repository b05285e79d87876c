// @ts-check
import { constants } from "node:os";

/** @type {Set<() => void | Promise<void>>} */
const undoing = new Set();

/**
 * Has `undo` run when this process ends: by itself, by an error or because it is told to. The result takes it off the
 * list again.
 * @param {() => void | Promise<void>} undo
 * @returns {() => void}
 */
export function atEnd(undo) {
  undoing.add(undo);
  return () => undoing.delete(undo);
}

/** Newest first: a process is stopped before the folder in which it works is removed. */
export async function tidy() {
  for (const undo of [...undoing].reverse()) {
    undoing.delete(undo);
    await undo();
  }
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, async () => {
    await tidy();
    process.exit(128 + constants.signals[signal]);
  });
}
