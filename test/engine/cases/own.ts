let prefix = "";

/** The name of a resource of the program that runs: with the program's own prefix, so that many programs can share a stack. */
export function own(name: string): string {
  return `${prefix}${name}`;
}

/** Runs a program with a prefix. */
export function under(given: string, program: () => void): void {
  prefix = given;
  try {
    program();
  } finally {
    prefix = "";
  }
}
