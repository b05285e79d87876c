import { resolve } from "node:path";

const repository = resolve(__dirname, "../../..");

/** The folder of the policy pack, as it is given to `--policy-pack`. */
export const evenkeel = repository;

/** The policies without the pack, for packs of other people. */
export const policies = resolve(repository, "bin/policies/index.js");

/** The folder of an example. */
export const example = (name: string): string => resolve(repository, "examples", name);

/** An example in TypeScript, compiled. */
export const compiledExample = (name: string): string => resolve(repository, "bin/examples", name, "index.js");
