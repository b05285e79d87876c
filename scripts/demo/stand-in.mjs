// @ts-check
import { root } from "../lib/paths.mjs";
import { start } from "../lib/run.mjs";

/** Starts the provider that stands in for AWS; it prints the port on which the engine finds it. */
export async function startStandIn() {
  /** @type {(port: string) => void} */
  let found;
  /** @type {Promise<string>} */
  const port = new Promise((resolve) => (found = resolve));
  const { code, lines } = start(process.execPath, [`${root}bin/test/engine/loopback/main.js`], {
    keepsStdin: true,
    onLine: (line) => /^\d+$/.test(line) && found(line),
  });
  const ended = code.then(() => {
    throw new Error(`The stand-in for AWS did not start:\n${lines.join("\n")}`);
  });
  return Promise.race([port, ended]);
}
