import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { LogReport } from "../../logs/answers/report";
import { QUESTIONS } from "../../logs/questions/questions";
import { WAREHOUSES } from "../../logs/questions/warehouse";
import { albLine, gcpEntry, nlbLine, requestsTo, START } from "../logs/support/lines";
import { arnOf, existing } from "../support/resources";
import { split } from "../support/aws";
import { evenkeel, scratchFolder, stateOf } from "./support/command";

const MAIN = join(__dirname, "../../cli/main.js");
const POOL = (name: string) => arnOf("aws:lb/targetGroup:TargetGroup", name);

describe("evenkeel logs", function () {
  this.timeout(60_000);
  const { write } = scratchFolder();
  const log = (lines: readonly string[], name = "a.log") => write(name, `${lines.join("\n")}\n`);

  const reported = async (args: readonly string[]): Promise<LogReport> => {
    const { out, err } = await evenkeel(["logs", ...args, "--format", "json"]);
    if (out === "") throw new Error(err);
    return JSON.parse(out) as LogReport;
  };

  it("prints who got how much, and what was read", async () => {
    const file = log([
      ...requestsTo({ "10.0.0.1:80": 300, "10.0.0.2:80": 100 }),
      albLine({ time: START, target: "-", pool: "-" }),
    ]);
    const { code, out } = await evenkeel(["logs", file, "--zone", "a=10.0.0.0/31", "--zone", "b=10.0.0.2/31"]);
    assert.equal(code, 0);
    for (const text of [
      "web of app/web/50dc6c495c0c9188: 400 requests to 2 targets, as 1.60 equally busy; the busiest got 75.0 %",
      "FAVOURITE  10.0.0.1:80 got 75.0 % instead of 50.0 % since 2026-01-31T12:00:00Z",
      "default action",
      "401 lines of 1 file, none malformed; 2026-01-31T12:00:00Z to 2026-01-31T12:05:00Z, in windows of 5 min",
      "no pool named: 1 requests, none of which names a target",
    ]) {
      assert.ok(out.includes(text), `${text} in ${out}`);
    }
    assert.match(out, /10\.0\.0\.1:80 │ a +│ 300 +│ 75\.0 % │ 630\.0 kB │ 75\.0 % +│ 10 ms/);
  });

  it("prints no control characters of a log, and no more of a table than can be read", async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`10.0.0.${index}:80`, 1]));
    const { out } = await evenkeel(["logs", log([...requestsTo(many), "garbage \u001b[2J\u0007"])]);
    assert.ok(out.includes("malformed: garbage \\u001b[2J\\u0007"));
    assert.ok(!out.includes("\u001b"));
    assert.ok(out.includes("and 10 more targets; --format json has all"));
  });

  it("says what the logs cannot tell", async () => {
    const entry = JSON.stringify(gcpEntry({ time: START }));
    const { out } = await evenkeel(["logs", log([nlbLine({ time: START })]), log([entry], "b.json")]);
    assert.match(out, /Network Load Balancer: these logs tell of TLS listeners only.*flow logs/);
    assert.match(out, /Google Cloud load balancer: these logs name the instance group.*flow logs/);
    assert.match(out, /europe-west1-b/);
  });

  it("compares with the weights of a stack, and knows its zones", async () => {
    const lines = [
      ...requestsTo({ "10.0.1.1:80": 90 }, { pool: POOL("blue") }),
      ...requestsTo({ "10.0.2.1:80": 10 }, { pool: POOL("green") }),
    ];
    const subnet = existing("aws:ec2/subnet:Subnet", "one", {
      availabilityZone: "us-east-1a",
      cidrBlock: "10.0.1.0/24",
    });
    const instance = existing("aws:ec2/instance:Instance", "two", {
      availabilityZone: "us-east-1b",
      privateIp: "10.0.2.1",
    });
    const stack = [...split({ blue: { weight: 50, targets: 3 }, green: { weight: 50, targets: 2 } }), subnet, instance];
    const { pools, routes } = await reported([log(lines), "--state", write("state.json", stateOf(stack))]);
    assert.deepEqual(
      routes[0]?.pools.map(({ share, configured }) => [share, configured]),
      [
        [0.9, { atLeast: 0.5, atMost: 0.5 }],
        [0.1, { atLeast: 0.5, atMost: 0.5 }],
      ],
    );
    assert.deepEqual(
      pools.map(({ targets }) => targets[0]?.zone),
      ["us-east-1a", "us-east-1b"],
    );
    // One of three that the stack guarantees gets all.
    assert.ok(Math.abs((pools[0]?.favourites[0]?.expected ?? 0) - 1 / 3) < 1e-9);
    const { out } = await evenkeel(["logs", log(lines), "--state", write("state.json", stateOf(stack))]);
    assert.match(out, /90\.0 % +│ 50\.0 %/);
  });

  it("counts a part of the time only, in windows as long as is asked for", async () => {
    const minute = (count: number) => albLine({ time: START + count * 60_000 });
    const file = log(Array.from({ length: 60 }, (_, index) => minute(index)));
    const { pools } = await reported([
      file,
      "--since",
      "2026-01-31T12:10",
      "--until",
      "2026-01-31T12:40Z",
      "--window",
      "10m",
    ]);
    assert.deepEqual(
      pools[0]?.windows.map(({ requests }) => requests),
      [10, 10, 10],
    );
    const { out } = await evenkeel(["logs", file, "--since", "2027-01-01"]);
    assert.match(out, /nothing in that time/);
  });

  it("ends with 1 where a pool is more concentrated than is allowed", async () => {
    const file = log(requestsTo({ "10.0.0.1:80": 300, "10.0.0.2:80": 100 }));
    for (const [limit, code] of [
      [["--max-share", "0.7"], 1],
      [["--max-share", "0.8"], 0],
      [["--min-effective", "2"], 1],
      [["--min-effective", "1.5"], 0],
      [["--max-share", "0.5", "--min-requests", "1000"], 0],
    ] as const) {
      const ran = await evenkeel(["logs", file, ...limit]);
      assert.equal(ran.code, code, limit.join(" "));
      assert.equal(ran.err.includes("CONCENTRATED"), code === 1);
    }
  });

  it("reads a folder of more files than a process may have open", () => {
    const folder = join(log([]), "../hour");
    mkdirSync(folder);
    for (let file = 0; file < 300; file += 1)
      writeFileSync(join(folder, `${file}.log`), `${albLine({ time: START })}\n`);
    const limited = ["-c", 'ulimit -n 128; exec "$@"', "sh", process.execPath, MAIN, "logs", folder, "--quiet"];
    const { stdout, stderr } = spawnSync("sh", limited, { encoding: "utf8" });
    assert.match(stdout, /^300 lines of 300 files, none malformed/m, stderr);
  });

  it("takes no source for a command that is misspelt", async () => {
    const { code, err } = await evenkeel(["logs", "alb"]);
    assert.deepEqual([code, err], [2, "error: alb: there is no such file or folder"]);
  });

  it("refuses what makes no sense, and says what is expected", async () => {
    const file = log([albLine({ time: START })]);
    for (const [args, message] of [
      [[], /a file, a folder, a bucket or - is expected/],
      [[file, "--window", "90s"], /whole minutes are expected/],
      [[file, "--window", "soon"], /soon is no length of time/],
      [[file, "--since", "yesterday"], /yesterday is no moment/],
      [[file, "--zone", "a"], /--zone a: a zone and its addresses are expected/],
      [[file, "--zone", "a=b"], /b is no block of addresses/],
      [[file, "--max-share", "2"], /--max-share has to be 0 to 1/],
      [[file, "--min-effective", "0"], /--min-effective has to be 1 or more/],
      [[file, "--stack", "a", "--state", "b"], /not both/],
      [[file, "--metrics", "9464"], /--metrics needs --follow/],
      [[file, "--webhook", "https://x"], /--webhook needs --follow/],
      [[file, "--follow", "--metrics", "x"], /--metrics x: a port is expected/],
      [[file, "--follow", "--webhook", "ftp://x"], /http or https/],
      [["s3://logs/a", "--follow"], /--follow takes files, or the standard input alone/],
      [[write("a.log.gz", ""), "--follow", "--window", "0m"], /0m is no length of time/],
    ] as const) {
      const { code, out, err } = await evenkeel(["logs", ...args]);
      assert.deepEqual([code, out], [2, ""], args.join(" "));
      assert.match(err, message);
    }
  });

  it("prints each question as SQL for each database", async () => {
    for (const dialect of Object.keys(WAREHOUSES)) {
      for (const question of Object.keys(QUESTIONS)) {
        const { code, out } = await evenkeel([
          "logs",
          "sql",
          "--dialect",
          dialect,
          "--question",
          question,
          "--table",
          "a.b",
        ]);
        assert.equal(code, 0);
        assert.match(out, /^-- .*\.\nWITH requests AS/);
      }
    }
    const days = ["--since", "2026-02-02", "--until", "2026-02-01"];
    const { err } = await evenkeel(["logs", "sql", "--dialect", "athena", "--table", "a", ...days]);
    assert.match(err, /--since 2026-02-02 is after --until 2026-02-01/);
  });

  describe("--follow", () => {
    const stdin = requestsTo({ "10.0.0.1:80": 300, "10.0.0.2:80": 100 }).join("\n");

    it("ends with 1 as soon as a pool is too concentrated, and with 0 where none is", async () => {
      const bad = await evenkeel(["logs", "-", "--follow", "--max-share", "0.7"], { stdin });
      assert.equal(bad.code, 1);
      assert.match(bad.err, /CONCENTRATED {2}10\.0\.0\.1:80 got 75\.0 % of 400 requests of web of app\/web/);
      const good = await evenkeel(["logs", "-", "--follow", "--max-share", "0.8"], { stdin });
      assert.deepEqual([good.code, good.err], [0, ""]);
      assert.match(good.out, /^400 lines; most concentrated: web of app\/web\/\S+, 10\.0\.0\.1:80 gets 75\.0 %$/);
    });

    it("follows a file until a pool is too concentrated", async () => {
      const { code } = await evenkeel(["logs", log([stdin]), "--follow", "--min-effective", "1.9"]);
      assert.equal(code, 1);
    });

    describe("with a webhook", () => {
      let got: string[];
      let server: Server;
      let url: string;
      beforeEach(async () => {
        got = [];
        server = createServer((request, response) => {
          request.on("data", (chunk: Buffer) => got.push(chunk.toString()));
          request.on("end", () => {
            response.writeHead(204).end();
            server.emit("told");
          });
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      });
      afterEach(() => {
        server.closeAllConnections();
        server.close();
      });

      it("tells it rather than to end", async () => {
        const { code } = await evenkeel(["logs", "-", "--follow", "--max-share", "0.7", "--webhook", url], { stdin });
        assert.equal(code, 0);
        const { breaches } = JSON.parse(got.join("")) as { breaches: { busiest: string; largestShare: number }[] };
        assert.deepEqual(
          breaches.map(({ busiest, largestShare }) => [busiest, largestShare]),
          [["10.0.0.1:80", 0.75]],
        );
      });

      it("ends cleanly when it is interrupted", async () => {
        const args = [MAIN, "logs", log([stdin]), "--follow", "--max-share", "0.7", "--webhook", url, "--metrics", "0"];
        const command = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
        const out: Buffer[] = [];
        command.stdout.on("data", (chunk: Buffer) => out.push(chunk));
        await once(server, "told");
        command.kill("SIGINT");
        assert.deepEqual(await once(command, "close"), [0, null]);
        assert.match(Buffer.concat(out).toString(), /^400 lines; most concentrated/);
      });
    });

    it("takes no file in gzip, which does not grow", async () => {
      const file = write("a.log.gz", "");
      writeFileSync(file, gzipSync(`${stdin}\n`));
      const { err } = await evenkeel(["logs", file, "--follow"]);
      assert.match(err, /a\.log\.gz: a file in gzip does not grow/);
    });
  });
});
