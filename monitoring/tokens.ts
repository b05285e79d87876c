/** Reads a text token by token. */
export class Tokens {
  readonly #tokens: readonly string[];
  #next = 0;

  /** @throws SyntaxError where no token of the pattern stands. */
  constructor(
    readonly text: string,
    pattern: RegExp,
  ) {
    const parts = text.matchAll(new RegExp(`\\s*(?:(${pattern.source})|(\\S))`, "gy"));
    this.#tokens = [...parts].map(([, token, stray]) => {
      if (token === undefined) throw new SyntaxError(`${stray ?? "nothing"} is not understood in: ${text}`);
      return token;
    });
  }

  get next(): string | undefined {
    return this.#tokens[this.#next];
  }

  take(): string {
    const token = this.next;
    if (token === undefined) throw new SyntaxError(`something is missing at the end of: ${this.text}`);
    this.#next += 1;
    return token;
  }

  /** Takes the next token if it is one of these. */
  takeIf(...tokens: string[]): string | undefined {
    return this.next !== undefined && tokens.includes(this.next) ? this.take() : undefined;
  }

  /** @throws SyntaxError when another token stands there. */
  expect(token: string): void {
    if (this.takeIf(token) === undefined)
      throw new SyntaxError(`${token} is expected before ${this.next ?? "the end"} in: ${this.text}`);
  }

  /** @throws SyntaxError when something is left. */
  end(): void {
    if (this.next !== undefined) throw new SyntaxError(`${this.next} is not expected in: ${this.text}`);
  }
}
