import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { processTerminal } from "../../cli/terminal";

/** A process with a terminal, or with pipes, and what it has written. */
function processWith(isTTY: boolean, env: NodeJS.ProcessEnv = {}) {
  const written: string[] = [];
  const stream = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const terminal = processTerminal({ stdin: {}, stdout: stream, stderr: stream, env } as unknown as NodeJS.Process);
  return { terminal, written };
}

describe("A terminal", () => {
  it("takes progress away before anything else is said", () => {
    const { terminal, written } = processWith(true);
    terminal.progress("reading");
    terminal.progress("reading more");
    terminal.out("found");
    terminal.err("failed");
    assert.deepEqual(written, ["reading", "\r\u001b[2Kreading more", "\r\u001b[2K", "found\n", "failed\n"]);
  });

  it("shows no progress in a pipe, and knows no width", () => {
    const { terminal, written } = processWith(false);
    terminal.progress("reading");
    terminal.out("found");
    assert.deepEqual([written, terminal.columns], [["found\n"], undefined]);
  });

  describe("asks a person", () => {
    /** Asks at a terminal where somebody types. */
    function asking(typed: string | undefined) {
      const [stdin, stderr] = [new PassThrough(), new PassThrough()];
      for (const stream of [stdin, stderr]) Object.assign(stream, { isTTY: true });
      const terminal = processTerminal({ stdin, stderr, stdout: stderr, env: {} } as unknown as NodeJS.Process);
      const answer = terminal.ask("Which? ");
      stdin.end(typed);
      return { answer, next: () => terminal.ask("And then? "), shown: () => String(stderr.read()) };
    }

    it("and takes a line for the answer", async () => {
      const { answer, shown } = asking("this one\nand more\n");
      assert.equal(await answer, "this one");
      assert.match(shown(), /Which\? /);
    });

    it("and takes what is typed ahead for the next", async () => {
      const { answer, next } = asking("this one\nand more\n");
      await answer;
      assert.equal(await next(), "and more");
      await assert.rejects(async () => next(), /there was no answer/);
    });

    it("and takes the end of the input for none", async () => {
      await assert.rejects(async () => asking(undefined).answer, /there was no answer, so nothing is written/);
    });

    it("but nobody in a pipe", async () => {
      assert.equal(await processWith(false).terminal.ask("Which? "), undefined);
    });
  });

  for (const [what, isTTY, env, isColourful] of [
    ["on a terminal", true, {}, true],
    ["in a pipe", false, {}, false],
    ["where colour is not wanted", true, { NO_COLOR: "1" }, false],
    ["where colour is wanted", false, { FORCE_COLOR: "1" }, true],
    ["where no colour is forced", true, { FORCE_COLOR: "0" }, false],
    ["on a terminal that can do nothing", true, { TERM: "dumb" }, false],
  ] as const) {
    it(`is ${isColourful ? "coloured" : "plain"} ${what}`, () => {
      assert.equal(processWith(isTTY, env).terminal.paint.isColorSupported, isColourful);
    });
  }
});
