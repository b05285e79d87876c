// @ts-check
import { root } from "./lib/paths.mjs";
import { pythonPackages } from "./lib/python.mjs";

/**
 * The folder with the Python packages of a server that speaks the APIs of AWS, installed the first time.
 * @param {{ step: import("./lib/report.mjs").Reporter["step"] }} [log]
 */
export function ensureMoto(log) {
  return pythonPackages("moto", `${root}test/cloud/requirements.txt`, log);
}
