/** What a file shows of secrets in the clear, so that no report does. */
export class Secrets {
  readonly #texts = new Set<string>();
  readonly #resources = new Set<string>();
  #pattern: RegExp | undefined;

  /** Keeps in mind that a value of a resource is secret. */
  keep(urn: string, value: unknown): void {
    if (typeof value === "string" && value !== "") this.#keepText(value);
    else if (typeof value === "number") {
      this.#resources.add(urn);
      // A shorter one may stand anywhere; what is worked out from it is hidden as a whole.
      if (value >= 1000) this.#keepText(String(value));
    } else if (typeof value === "object" && value !== null)
      for (const inside of Object.values(value)) this.keep(urn, inside);
  }

  #keepText(text: string): void {
    this.#texts.add(text);
    this.#pattern = undefined;
  }

  /** Whether a number of this resource is secret, so that what is worked out from it would give it away. */
  hasNumberOf(urn: string): boolean {
    return this.#resources.has(urn);
  }

  /** The text without what is secret of it. */
  without(text: string): string {
    if (this.#texts.size === 0) return text;
    this.#pattern ??= patternFor(this.#texts);
    return text.replace(this.#pattern, HIDDEN);
  }
}

/** What a secret is printed as. */
export const HIDDEN = "[secret]";

/** The longest first, for one may be a part of another; only whole words, for a short one may be a part of anything. */
function patternFor(texts: ReadonlySet<string>): RegExp {
  const all = [...texts].sort((a, b) => b.length - a.length);
  const escaped = all.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "gu");
}
