import type { Traffic } from "../traffic";
import type { Finding, Rule, Subject, Unproved } from "./rule";

/** What the rules say of one stack, each of them once, in their order. */
export class Judgement {
  /** The pools and routes that each rule has spoken of, and whether it proved a fault there. */
  readonly #spokenOf = new Map<string, ReadonlyMap<string, (Finding | Unproved)["kind"]>>();
  readonly #unproved: Unproved[] = [];

  constructor(readonly traffic: Traffic) {}

  /** The faults that a rule proves. What it cannot prove is kept for the rules that come after. */
  by<Options extends object>(rule: Rule<Options>, options: Options): Finding[] {
    const subject: Subject = { traffic: this.traffic, unproved: this.#unproved };
    const before = (rule.yieldsTo ?? []).flatMap((id) => this.#spokenOf.get(id) ?? []);
    const all = [...rule.check(subject, options)].filter(
      ({ kind, about }) =>
        !about.some((id) => before.some((said) => said.get(id) === "fault" || (kind === "unproved" && said.has(id)))),
    );
    // What is proved goes before what is not: both may be said of one pool.
    const own = new Map(
      all.filter(({ kind }) => kind === "unproved").flatMap((one) => one.about.map((id) => [id, one.kind])),
    );
    for (const { kind, about } of all) if (kind === "fault") for (const id of about) own.set(id, kind);
    this.#spokenOf.set(rule.id, own);
    this.#unproved.push(...all.filter((finding) => finding.kind === "unproved"));
    return all.filter((finding) => finding.kind === "fault");
  }
}
