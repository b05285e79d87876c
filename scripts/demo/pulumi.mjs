// @ts-check
import { stripVTControlCharacters } from "node:util";
import { start } from "../lib/run.mjs";

/**
 * Runs Pulumi as a user would, showing the command and what it says, and gives its exit code and its lines.
 * @param {{ folder: string, env: NodeJS.ProcessEnv }} project
 * @param {import("../lib/report.mjs").Reporter} log
 */
export const shownPulumi =
  ({ folder, env }, log) =>
  async (/** @type {string[]} */ ...args) => {
    log.say(log.paint("dim", `$ pulumi ${args.join(" ")}`));
    const display = ["--color", log.colour ? "always" : "never"];
    const { code, lines } = start("pulumi", [...args, ...display], { cwd: folder, env, onLine: log.say });
    const exit = await code;
    log.say(log.paint("dim", `exit code ${exit}\n`));
    return { exit, lines: lines.map((line) => stripVTControlCharacters(line)) };
  };
