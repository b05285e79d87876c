import { FORMATS } from "../formats";
import type { Format } from "../formats/format";
import { SlidingWindow } from "./sliding-window";

/** Seconds by which a load balancer's clock may be ahead: a line from further in the future would push all others out. */
const AHEAD = 300;

/** Takes lines of any format as they come. */
export class Follower {
  readonly window: SlidingWindow;
  lines = 0;
  malformed = 0;
  /** What the logs that came cannot tell. */
  readonly limits = new Set<string>();
  #format: Format | undefined;

  constructor(seconds: number, capacity?: number) {
    this.window = new SlidingWindow(seconds, capacity);
  }

  /** @param line undefined for one that was too long to be kept. */
  readonly take = (line: string | undefined): void => {
    this.lines += 1;
    const request = line === undefined ? undefined : this.#parsed(line);
    if (!request || request.time > Date.now() / 1000 + AHEAD) this.malformed += 1;
    else if (request.target !== "") this.window.add(request);
  };

  /** Most lines are of the format of the one before. */
  #parsed(line: string) {
    const request = this.#format?.parse(line);
    if (request) return request;
    const format = FORMATS.find((one) => one.recognises(line));
    if (!format || format === this.#format) return undefined;
    this.#format = format;
    if (format.limits !== undefined) this.limits.add(`${format.name}: ${format.limits}`);
    return format.parse(line);
  }
}
