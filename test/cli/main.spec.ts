import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { split } from "../support/aws";
import { evenkeel, scratchFolder, stateOf } from "./support/command";

const MAIN = join(__dirname, "../../cli/main.js");

function ran(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", env: { ...process.env, ...env } });
}

describe("The evenkeel executable", () => {
  const { write } = scratchFolder();
  const lone = () => write("state.json", stateOf(split({ blue: { weight: 1, targets: 1 } })));

  it("ends with the code of its command, and is plain in a pipe", () => {
    const { status, stdout, stderr } = ran(["check", lone()], { CI: "true" });
    assert.deepEqual([status, stderr], [1, ""]);
    assert.ok(!stdout.includes("\u001b"));
  });

  it("prints errors on standard error", () => {
    const { status, stdout, stderr } = ran(["check", "nowhere.json"]);
    assert.deepEqual([status, stdout, stderr], [2, "", "error: nowhere.json: there is no such file or folder\n"]);
  });

  it("is coloured where that is forced, unless no colour is wanted", () => {
    const file = lone();
    assert.ok(ran(["check", file], { FORCE_COLOR: "1" }).stdout.includes("\u001b[1m"));
    assert.ok(!ran(["check", file], { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout.includes("\u001b"));
  });

  it("ends quietly where whoever reads stops before the end", () => {
    const { stderr } = spawnSync(
      "bash",
      ["-c", `"$0" "$1" check "$2" --format html | head -c 10`, process.execPath, MAIN, lone()],
      {
        encoding: "utf8",
      },
    );
    assert.equal(stderr, "");
  });

  it("knows its version", () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8")) as {
      version: string;
    };
    assert.equal(ran(["--version"]).stdout, `${version}\n`);
  });
});

describe("The command line of evenkeel", () => {
  it("explains itself, with examples", async () => {
    for (const command of [[], ["check"], ["compare"], ["baseline"]]) {
      const { code, out } = await evenkeel([...command, "--help"]);
      assert.equal(code, 0);
      assert.match(out, command.length === 0 ? /Commands:/ : /Examples:/);
    }
  });

  it("takes each value of an option that may be given again by itself", async () => {
    const { err } = await evenkeel(["check", "--fail-on", "never", "nowhere.json"]);
    assert.equal(err, "error: nowhere.json: there is no such file or folder");
  });

  it("proposes what a misspelt command may have meant", async () => {
    assert.deepEqual(await evenkeel(["chek"]), { code: 2, out: "", err: "error: Did you mean check?" });
  });

  it("refuses an option that there is not", async () => {
    const { code, err } = await evenkeel(["check", "--formt", "json"]);
    assert.equal(code, 2);
    assert.match(err, /Unknown argument: formt/);
  });

  it("prints a script for completion", async () => {
    assert.match((await evenkeel(["completion"])).out, /_evenkeel_yargs_completions/);
  });
});
