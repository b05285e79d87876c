import { ControlError } from "./run";

/** Who is who: names that stand on one line of the file of signers, or share a key, are of one person. */
export class People {
  readonly #names = new Map<string, Set<string>>();

  /**
   * @param allowed what `allowed_signers` of OpenSSH holds.
   * @throws ControlError when a line does not say which person it is about.
   * @see https://man.openbsd.org/ssh-keygen.1 (ALLOWED SIGNERS)
   */
  constructor(allowed: string) {
    const byKey = new Map<string, string>();
    for (const [index, line] of allowed.split(/\r?\n/).entries()) {
      const text = line.trim();
      if (text === "" || text.startsWith("#")) continue;
      const [principals = "", ...rest] = text.split(/\s+/);
      const where = `line ${index + 1} of the signers`;
      if (/[*?!"]/.test(principals)) throw new ControlError(`${where} names people by a pattern: name each of them`);
      if (/(?:^|,)cert-authority(?:,|$)/i.test(rest[0] ?? "")) {
        throw new ControlError(`${where} trusts an authority: name each person with their own key`);
      }
      const names = principals.split(",").filter((name) => name !== "");
      const key = rest.find((part) => /^AAAA[0-9A-Za-z+/]+=*$/.test(part));
      const [first] = names;
      if (key === undefined || first === undefined) throw new ControlError(`${where} has no name or no key`);
      const sameKey = byKey.get(key);
      this.#join(sameKey === undefined ? names : [...names, sameKey]);
      byKey.set(key, first);
    }
  }

  /** How many there are. */
  get count(): number {
    return new Set(this.#names.values()).size;
  }

  /** Whether two names are of one person. */
  areSame(one: string, other: string): boolean {
    const [a, b] = [one.toLowerCase(), other.toLowerCase()];
    return a === b || this.#names.get(a)?.has(b) === true;
  }

  #join(names: readonly string[]): void {
    const all = names.map((name) => name.toLowerCase());
    const person = new Set(all.flatMap((name) => [name, ...(this.#names.get(name) ?? [])]));
    for (const name of person) this.#names.set(name, person);
  }
}
