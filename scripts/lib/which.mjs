// @ts-check
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** The folders in which a command is looked for. */
export const pathFolders = () => (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);

/**
 * The first executable of this name in `folders`.
 * @param {string} name
 * @param {string[]} [folders]
 */
export const which = (name, folders = pathFolders()) =>
  folders.map((folder) => join(folder, name)).find((file) => isExecutable(file));

/**
 * The folder in which a command really lives; a package manager often puts only a link to it on PATH.
 * @param {string} command
 */
export const homeOf = (command) => dirname(realpathSync(command));

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
