// @ts-check
import { styleText } from "node:util";

const everySoOften = 15_000;

/** What a script says while it works: one line a step, rewritten in place on a terminal, repeated now and then in a log. */
export function reporter(stream = process.stderr) {
  const terminal = stream.isTTY && process.env["TERM"] !== "dumb";
  const colour = terminal && !process.env["NO_COLOR"];
  /** @type {(format: "green" | "red" | "dim" | "bold", text: string) => string} */
  const paint = (format, text) => (colour ? styleText(format, text) : text);
  /** @param {string} line */
  const rewrite = (line) => stream.write(`\r\x1b[K${line}`);

  return {
    paint,

    /** @param {string} line */
    say: (line) => void stream.write(`${line}\n`),

    /**
     * Runs one step. `work` gets a function through which it may tell how far it is.
     * @template T
     * @param {string} name
     * @param {(progress: (detail: string) => void) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(name, work) {
      const started = performance.now();
      let detail = "";
      const elapsed = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
      const soFar = () => `${name}  ${[elapsed(), detail].filter(Boolean).join(", ")}`;
      const timer = terminal
        ? setInterval(() => rewrite(paint("dim", `… ${soFar()}`)), 200)
        : setInterval(() => stream.write(`  ${soFar()}\n`), everySoOften);
      /** @param {string} mark */
      const end = (mark) => {
        clearInterval(timer);
        if (terminal) rewrite("");
        stream.write(`${mark} ${name}  ${elapsed()}\n`);
      };

      stream.write(terminal ? `… ${name}` : `… ${name}\n`);
      try {
        const result = await work((text) => (detail = text));
        end(paint("green", "✓"));
        return result;
      } catch (error) {
        end(paint("red", "✗"));
        throw error;
      }
    },
  };
}

/** @typedef {ReturnType<typeof reporter>} Reporter */

/** @param {unknown} error */
export const reason = (error) => (error instanceof Error ? error.message : String(error));
