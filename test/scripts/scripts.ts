import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A module of scripts/: those are not compiled, so they are found from the root of the checkout. */
export async function script<Exports>(path: string): Promise<Exports> {
  return (await import(pathToFileURL(resolve("scripts", path)).href)) as Exports;
}
