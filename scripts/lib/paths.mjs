// @ts-check
import { fileURLToPath } from "node:url";

/** The root of the checkout: the policy pack's folder, and where every check runs. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string} tool a command that `npm ci` installs */
export const installed = (tool) => `${root}node_modules/.bin/${tool}`;
