import { SourceError } from "../json";

/**
 * Loads an SDK that only the live commands need, and that is installed by those who want them.
 *
 * @throws SourceError that says what to install, where it is not there.
 */
export async function sdk<Module>(packages: readonly string[], load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new SourceError("The SDK of the cloud is not installed", `npm install ${packages.join(" ")}`);
  }
}
