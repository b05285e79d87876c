// @ts-check
import { fileURLToPath } from "node:url";

/** The folder with what starts a Node policy pack where there is no Node language host; a script, so nothing is built. */
export const policyRunner = fileURLToPath(new URL("../toolchain/shim", import.meta.url));
