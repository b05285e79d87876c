import { mkdirSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../../traffic";
import { CommandError } from "../exit";

/** A file by its path from the root, with slashes. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Writes new files, all or none: where one cannot be written, those before it are taken away again.
 *
 * @throws CommandError that names the file.
 */
export function writeAll(root: string, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  for (const { path, content } of files) {
    const place = join(root, path);
    try {
      makeFolder(dirname(place), undo);
      // Fails where there is a file by now.
      writeFileSync(place, "", { flag: "wx" });
      undo.unshift(() => {
        unlinkSync(place);
      });
      writeFileSync(place, content);
    } catch (error) {
      for (const step of undo) step();
      throw new CommandError(`${path}: it cannot be written, so nothing is: ${messageOf(error)}`, { cause: error });
    }
  }
}

/** Makes a folder, and those above it that there are not. */
function makeFolder(folder: string, undo: (() => void)[]): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT") throw error;
    makeFolder(dirname(folder), undo);
    mkdirSync(folder);
  }
  undo.unshift(() => {
    rmdirSync(folder);
  });
}
