import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { script } from "./scripts";

type Fill = (folder: string) => Promise<unknown>;
const filled = async (cache: string, fill: Fill) =>
  (await script<{ cached(cache: string, entry: string, fill: Fill): Promise<string> }>("lib/cache.mjs")).cached(
    cache,
    "tool-1.0.0",
    fill,
  );

const write =
  (text: string): Fill =>
  async (folder) => {
    writeFileSync(join(folder, "tool"), text);
    return Promise.resolve();
  };

describe("the cache of built tools", () => {
  let cache: string;
  beforeEach(() => (cache = mkdtempSync(join(tmpdir(), "evenkeel-cache-"))));
  afterEach(() => {
    rmSync(cache, { recursive: true });
  });

  it("fills an entry once", async () => {
    const folder = await filled(cache, write("first"));
    assert.equal(await filled(cache, () => Promise.reject(new Error("filled twice"))), folder);
    assert.deepEqual(readdirSync(folder), ["tool"]);
  });

  it("keeps nothing of a build that fails", async () => {
    const half: Fill = async (folder) => {
      await write("half")(folder);
      throw new Error("no space left");
    };
    await assert.rejects(filled(cache, half), /no space left/);
    assert.deepEqual(readdirSync(cache), []);
  });

  it("takes the result of the quicker one of two builds", async () => {
    const overtaken: Fill = async (folder) => {
      await write("slower")(folder);
      await filled(cache, write("quicker"));
    };
    const folder = await filled(cache, overtaken);
    assert.equal(readFileSync(join(folder, "tool"), "utf8"), "quicker");
    assert.deepEqual(readdirSync(cache), ["tool-1.0.0"]);
  });

  it("clears away what a killed build has left", async () => {
    const abandoned = join(cache, ".partial-99999999-abcdef");
    mkdirSync(abandoned);
    await filled(cache, write("whole"));
    assert.equal(existsSync(abandoned), false);
  });
});
