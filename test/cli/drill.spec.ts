import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Debrief } from "../../drills/debrief/debrief";
import type { Saved } from "../../drills/session/events";
import { split } from "../support/aws";
import { evenkeel, scratchFolder, stateOf } from "./support/command";
import { surrounded } from "./support/surroundings";

const MOVES = `# a quick team
04:10 ack
diagnose all weight of the listener is on green
+10 fix rollback
+180 metrics
`;

describe("evenkeel drill", function () {
  this.timeout(60_000);
  const { write } = scratchFolder();

  it("plays a script on the outage of 2024-08-20, and debriefs", async () => {
    const { code, out, err } = await evenkeel(["drill", "--seed", "3", "--script", write("moves.txt", MOVES)]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^The outage of 2024-08-20\n/);
    assert.match(out, /03:00 {2}ALARM errors of listener https:443 above 5 %/);
    assert.match(out, /\| recovered \| 04:50 \| 2 min 50 s \|/);
  });

  it("plays what comes in a pipe, and ends with 1 where users are not served again", async () => {
    const { code, out } = await evenkeel(["drill", "--seed", "3"], { stdin: "wait 300\nmetrics\n" });
    assert.equal(code, 1);
    assert.match(out, /\| recovered \| not reached \|/);
  });

  it("makes the same drill of a stack with the same seed, and says what was hidden in the end only", async () => {
    const state = write("state.json", stateOf(split({ blue: { weight: 1, targets: 2 } })));
    const played = async () =>
      (
        await evenkeel(["drill", state, "--seed", "5", "--fault", "remove a target", "--format", "json"], {
          stdin: "wait 600\n",
        })
      ).out;
    const [first, second] = [await played(), await played()];
    assert.deepEqual(first, second);
    const { faults, findings } = JSON.parse(first) as Debrief;
    assert.deepEqual([faults.length, findings.length > 0], [1, true]);
  });

  it("writes the debrief as Markdown and as a page", async () => {
    const [moves, folder] = [write("moves.txt", MOVES), dirname(write("x", ""))];
    const [page, text] = [join(folder, "debrief.html"), join(folder, "debrief.md")];
    await evenkeel(["drill", "--script", moves, "--report", page, "--report", text]);
    assert.match(readFileSync(text, "utf8"), /^# Debrief: The outage of 2024-08-20/);
    assert.match(readFileSync(page, "utf8"), /<h1>Debrief: The outage of 2024-08-20<\/h1>/);
  });

  it("has the commander end the script of a group", async () => {
    const script = write("group.txt", "04:10 commander: ack\noperator: fix rollback\n+180 health\n");
    const { code, out } = await evenkeel(["drill", "--group", "--seed", "3", "--script", script]);
    assert.equal(code, 0);
    assert.match(out, /> commander: done\nThe drill is over\./);
  });

  it("keeps a drill and goes on with it", async () => {
    const [half, rest] = [write("half.txt", MOVES.split("\n").slice(0, 3).join("\n")), write("rest.txt", "wait 5\n")];
    const kept = join(dirname(half), "drill.json");
    await evenkeel(["drill", "--script", half, "--save", kept]);
    assert.ok(existsSync(kept));
    // The script has ended it; what is kept is over too.
    const { code, out } = await evenkeel(["drill", "--resume", kept, "--script", rest]);
    assert.equal(code, 1);
    assert.match(out, /diagnose all weight/);
  });

  for (const [args, problem] of [
    [["--report", "debrief.pdf"], /debrief.pdf: the name of a report must end with .md or .html/],
    [["--level", "4"], /Choices: 1, 2, 3/],
    [["--seed", "1.5"], /--seed must be a whole number, 0 or more/],
    [["--speed", "0"], /--speed must be a whole number, 1 or more/],
    [["--fault", "drain"], /--fault needs a stack/],
    [["--page"], /--page is for a drill at a terminal/],
    [["state.json", "--stack", "prod"], /a file and --stack exclude each other/],
    [["state.json", "--resume", "x.json"], /--resume goes on with a drill; it takes no stack/],
    [["--script", "/nowhere/moves.txt"], /\/nowhere\/moves.txt: there is no such file or folder$/],
  ] as const) {
    it(`says what is wrong: ${args.join(" ")}`, async () => {
      const { code, err } = await evenkeel(["drill", ...args]);
      assert.equal(code, 2);
      assert.match(err, problem);
    });
  }

  it("says which line of a script makes no sense, and which file holds no drill", async () => {
    const ran = async (...args: string[]) => (await evenkeel(["drill", ...args])).err;
    assert.match(await ran("--script", write("a.txt", "ack\nwait long\n")), /a.txt:2: a number of seconds is expected/);
    assert.match(
      await ran("--script", write("b.txt", "02:00 ack\n01:00 ack\n")),
      /b.txt:2: it is later than that already/,
    );
    assert.match(await ran("--resume", write("c.json", "{}")), /c.json: it holds no drill that this version has kept/);
    assert.match(await ran("--resume", write("f.json", "7")), /f.json: it holds no drill that this version has kept/);
    assert.match(await ran("--resume", write("d.json", "{")), /d.json: it holds no drill: /);
    assert.match(await ran(write("e.json", stateOf([]))), /e.json: nothing in it takes traffic for others/);
  });

  it("refuses a stack whose numbers are secret", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: "443" };
    const stack = split({ blue: { weight: 1, targets: 2 } }).map((one) =>
      one.type.includes("listener:") ? { ...one, inputs: { ...one.inputs, port: secret } } : one,
    );
    const { code, err } = await evenkeel(["drill", write("state.json", stateOf(stack)), "--seed", "1"]);
    assert.equal(code, 2);
    assert.match(err, /a number of web is secret, and a drill would show it/);
  });

  describe("where there is no Pulumi CLI", () => {
    surrounded(() => ({ PATH: "" }));

    it("makes no drill of a stack, and says what to do instead", async () => {
      const { code, out, err } = await evenkeel(["drill", "--stack", "prod"]);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /stack prod: There is no pulumi on PATH\. Install it, or give a file instead/);
    });
  });

  describe("at a terminal", () => {
    const bin = resolve(__dirname, "../../cli/main.js");

    /** Types lines into a terminal of its own, each after a while, and gives what stood on it. */
    function typed(lines: readonly string[], args: readonly string[]): string {
      const typing = lines.map((line) => `sleep 0.7; printf '${line}\\r'`).join("; ");
      const program = `
import os, pty, subprocess, sys
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
typing = subprocess.Popen(["sh", "-c", ${JSON.stringify(typing)}], stdout=fd)
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
      const command = [process.execPath, bin, "drill", "--seed", "3", ...args];
      const env = { ...process.env, NO_COLOR: "1", TERM: "xterm" };
      const { stdout, stderr } = spawnSync("python3", ["-c", program, ...command], {
        encoding: "utf8",
        env,
        timeout: 50_000,
      });
      assert.equal(stderr, "");
      return stdout;
    }

    it("shows a clock, alarms above the line that is typed, and the debrief", () => {
      const out = typed(["wait 300", "metrics backends", "fix rollback", "wait 200", "done"], []);
      assert.match(out, /00:0\d ok > /);
      assert.match(out, /03:00 {2}ALARM errors of listener https:443/);
      assert.match(out, /05:0\d 2 alarms > /);
      assert.match(out, /instance green1 +\d+\/s +100 %/);
      assert.match(out, /\| mitigated \| 05:0\d/);
    });

    it("lets time pass faster, stand still, and be left", () => {
      const out = typed(["pause", "resume", "nonsense", "", "wait long", "\\004"], ["--speed", "100"]);
      assert.match(out, /Time stands still/);
      assert.match(out, /paused > /);
      assert.match(out, /there is no command nonsense/);
      assert.match(out, /a number of seconds is expected, as in "wait 60", not "wait long"/);
      assert.match(out, /Left\./);
    });

    it("serves the facilitator's page, and keeps a drill that is left", () => {
      const kept = write("kept.json", "");
      const out = typed(["wait 100", "\\004"], ["--page", "--save", kept]);
      assert.match(out, /The facilitator's page: http:\/\/127\.0\.0\.1:\d+\//);
      assert.ok(out.includes(`Kept. Go on with: evenkeel drill --resume ${kept}`), out);
      const { now } = JSON.parse(readFileSync(kept, "utf8")) as Saved;
      assert.ok(now >= 100 && now < 110, String(now));
    });
  });
});
