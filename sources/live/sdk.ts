import { SourceError } from "../json";

/**
 * Loads a package that only some commands need, and that is installed by those who want them.
 *
 * @param what it is, for a person.
 * @throws SourceError that says what to install, where it is not there.
 */
export async function sdk<Module>(
  packages: readonly string[],
  load: () => Promise<Module>,
  what = "The SDK of the cloud",
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new SourceError(`${what} is not installed`, `npm install ${packages.join(" ")}`);
  }
}
