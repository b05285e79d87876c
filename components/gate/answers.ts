/** What a cloud does not say at the moment, and may say in a while. */
export class Untold {
  constructor(readonly why: string) {}
}

/**
 * An answer that is needed now.
 *
 * @throws Error where there is none at the moment.
 */
export function told<Answer>(answer: Answer | Untold): Answer {
  if (answer instanceof Untold) throw new Error(answer.why);
  return answer;
}

/** Longest time, in milliseconds, that an answer may take with all attempts at it. */
export const PATIENCE = 10_000;

/**
 * Loads an SDK that only a change of routes needs.
 *
 * @throws Error that says what to install, where it is not there.
 */
export async function loaded<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new Error(`the SDK that a change of routes asks the cloud with is not installed: npm install ${name}`);
  }
}
