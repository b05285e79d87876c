import { StringDecoder } from "node:string_decoder";

/** Characters above which a line is none of a load balancer: it is let go, so that memory stays bounded. */
const LONGEST = 2 ** 20;

/** Makes lines of pieces as they come. */
export class Lines {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";
  #isTooLong = false;

  /** @param tell is given each line that is whole, and undefined for one that is too long. */
  constructor(readonly tell: (line: string | undefined) => void) {}

  push(chunk: Buffer): void {
    const text = this.#rest + this.#decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#end(text.slice(start, end));
      start = end + 1;
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > LONGEST) [this.#rest, this.#isTooLong] = ["", true];
  }

  /** The last line may have no end. */
  finish(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (rest !== "" || this.#isTooLong) this.#end(rest);
  }

  #end(line: string): void {
    const whole = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (this.#isTooLong) this.tell(undefined);
    else if (whole !== "") this.tell(whole);
    this.#isTooLong = false;
  }
}
