// @ts-check
import { which } from "../lib/which.mjs";

/** What the tests of approvals run, and in which package of Debian it is. */
const PROGRAMS = { git: "git", "ssh-keygen": "openssh-client" };

/** Says at once what no later step could install. */
export function demandPrograms() {
  for (const [program, name] of Object.entries(PROGRAMS)) {
    if (which(program) === undefined) throw new Error(`There is no ${program} on PATH: apt-get install ${name}`);
  }
}
