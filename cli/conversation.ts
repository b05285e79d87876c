import type { Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { CommandError } from "./exit";

/** Asks whoever is at a terminal. It is one conversation, so that what is typed ahead answers the next question. */
export class Conversation {
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #ahead: string[] = [];
  #lines: Interface | undefined;
  #ended = false;
  #notice: () => void = () => undefined;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  /** @throws CommandError when there is no answer: the end of the input, or an interruption. */
  async ask(question: string): Promise<string> {
    this.#lines ??= await this.#begin();
    this.#lines.setPrompt(question);
    if (!this.#ended) this.#lines.prompt();
    while (this.#ahead.length === 0 && !this.#ended) await new Promise<void>((notice) => (this.#notice = notice));
    const answer = this.#ahead.shift();
    if (answer === undefined) throw new CommandError("there was no answer, so nothing is written");
    // Until the next question nothing is waited for, so that the command can end.
    if (!this.#ended) this.#lines.pause();
    return answer;
  }

  async #begin(): Promise<Interface> {
    const { createInterface } = await import("node:readline");
    const lines = createInterface({ input: this.#input, output: this.#output });
    lines.on("line", (line) => {
      this.#ahead.push(line);
      this.#notice();
    });
    lines.on("close", () => {
      this.#ended = true;
      this.#notice();
    });
    return lines;
  }
}
