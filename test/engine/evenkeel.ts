import { resolve } from "node:path";

const repository = resolve(__dirname, "../../..");

/** The folder of the policy pack, as it is given to `--policy-pack`. */
export const evenkeel = repository;

/** The policies without the pack, for packs of other people. */
export const policies = resolve(repository, "bin/policies/index.js");

/** The folder with what the engine starts for components of the package, for programs in all languages. */
export const components = resolve(repository, "test/engine/plugin");

/** The folder of an example. */
export const example = (name: string): string => resolve(repository, "examples", name);

/** Runs an example in TypeScript: it makes its resources as it is loaded, so it is loaded anew each time. */
export function runExample(name: string): void {
  const program = resolve(repository, "bin/examples", name, "index.js");
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- how Node forgets a module
  delete require.cache[program];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- how Node loads one at once
  require(program);
}
