// @ts-check
import { styleText } from "node:util";

const everySoOften = 15_000;
const clearLine = "\r\x1b[K";

/**
 * What a script says while it works. A step that is under way is one line: rewritten in place on a terminal, repeated
 * now and then in a log.
 * @param {NodeJS.WriteStream} stream
 */
export function reporter(stream) {
  const terminal = stream.isTTY && process.env["TERM"] !== "dumb";
  const colour = terminal && !process.env["NO_COLOR"];
  /** @type {(format: "green" | "red" | "dim" | "bold", text: string) => string} */
  const paint = (format, text) => (colour ? styleText(format, text) : text);
  /** @param {string} line */
  const say = (line) => void stream.write(`${line}\n`);

  /**
   * Names what begins, and gives what is needed to tell how far it is and how it has ended.
   * @param {string} name
   */
  function begin(name) {
    const started = performance.now();
    const soFar = () => `${name}  ${((performance.now() - started) / 1000).toFixed(1)} s`;
    /** @param {boolean} well */
    const end = (well) => say(`${well ? paint("green", "✓") : paint("red", "✗")} ${soFar()}`);
    say(`… ${name}`);
    return { soFar, end };
  }

  /**
   * Runs one step that prints nothing itself. `work` gets a function through which it may tell how far it is.
   * @template T
   * @param {string} name
   * @param {(progress: (detail: string) => void) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function step(name, work) {
    const { soFar, end } = begin(name);
    let detail = "";
    const line = () => [soFar(), detail].filter(Boolean).join(", ");
    const timer = terminal
      ? setInterval(() => stream.write(clearLine + paint("dim", `  ${line()}`)), 200)
      : setInterval(() => say(`  ${line()}`), everySoOften);
    const over = (/** @type {boolean} */ well) => {
      clearInterval(timer);
      if (terminal) stream.write(clearLine);
      end(well);
    };
    try {
      const result = await work((text) => (detail = text));
      over(true);
      return result;
    } catch (error) {
      over(false);
      throw error;
    }
  }

  return { colour, paint, say, begin, step };
}

/** @typedef {ReturnType<typeof reporter>} Reporter */

/** @param {unknown} error */
export const reason = (error) => (error instanceof Error ? error.message : String(error));
