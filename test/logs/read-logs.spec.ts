import assert from "node:assert/strict";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { seeded } from "../../drills/physics/random";
import { FORMATS } from "../../logs/formats";
import { observed } from "../../traffic";
import { ZoneMap } from "../../logs/answers/zones";
import { albLine, classicLine, gcpEntry, GROUP, nlbLine, requestsTo, START } from "./support/lines";
import { logFolder, read } from "./support/read";

const MINUTE = 60_000;

describe("Access logs", function () {
  this.timeout(60_000);
  const { path, write } = logFolder();

  it("say who got which share of the requests, the bytes and the time", async () => {
    const lines = [
      ...requestsTo({ "10.0.0.1:80": 3 }, { sent: 900, received: 100, seconds: 0.1 }),
      ...requestsTo({ "10.0.0.2:80": 1 }, { sent: 900, received: 100, seconds: 0.3 }),
    ];
    const [pool] = (await read([write("a.log.gz", lines)])).pools;
    assert.ok(pool);
    const [first, second] = pool.targets;
    assert.deepEqual([first?.target, first?.share, first?.shareOfBytes], ["10.0.0.1:80", 0.75, 0.75]);
    assert.ok(Math.abs((second?.shareOfTime ?? 0) - 0.5) < 1e-9);
    assert.deepEqual([pool.requests, pool.largestShare, pool.effectiveBackends], [4, 0.75, 1.6]);
  });

  it("are read from folders, of several formats, compressed or not, and from standard input", async () => {
    write("a.log.gz", requestsTo({ a1: 2 }, { target: "10.0.0.1:80" }));
    write("b.log", [classicLine({ time: START }), classicLine({ time: START }, true)]);
    write("c.log", [nlbLine({ time: START })]);
    write("d.json", [JSON.stringify(gcpEntry({ time: START }))]);
    writeFileSync(
      join(path(), "e.json"),
      JSON.stringify([gcpEntry({ time: START }), gcpEntry({ time: START })], undefined, 2),
    );
    const { read: was, pools } = await read([path(), "-"], {}, albLine({ time: START }));
    assert.deepEqual([was.files, was.lines, was.malformed], [6, 9, 0]);
    const requests = (name: string) => pools.find(({ pool }) => pool === name)?.requests;
    assert.deepEqual([GROUP("web"), "my-elb", "api"].map(requests), [3, 2, 3]);
    assert.ok(was.formats.some(({ id, limits = "" }) => id === "nlb" && limits.includes("flow logs")));
  });

  it("count what reached no target apart", async () => {
    const lines = [albLine({ time: START }), albLine({ time: START, target: "-", seconds: -1 })];
    const [pool] = (await read([write("a.log", lines)])).pools;
    assert.deepEqual([pool?.requests, pool?.untargeted], [1, 1]);
  });

  it("with malformed lines are read for the rest, and the malformed ones are counted and shown", async () => {
    const file = write("a.log", [
      albLine({ time: START }),
      "garbage",
      "",
      albLine({ time: START, userAgent: 'a "b" c' }),
    ]);
    appendFileSync(file, Buffer.from(`${albLine({ time: START, balancer: "app/\u00ff\u00fe/1" })}\n`, "latin1"));
    appendFileSync(file, `${albLine({ time: START, userAgent: "x".repeat(2 ** 21) })}\n${albLine({ time: START })}`);
    const { read: was, pools } = await read([file]);
    assert.deepEqual([was.lines, was.malformed, pools[0]?.requests], [6, 4, 2]);
    assert.ok(was.samples.includes("garbage"));
  });

  it("may end their lines in either way, and have in them what ends a line elsewhere", async () => {
    const line = albLine({ time: START });
    const file = write("a.log", [line, `${line}\r`, line, albLine({ time: START, userAgent: "a\rb" })]);
    assert.equal((await read([file])).pools[0]?.requests, 3);
  });

  it("are read in time, whatever their clients put into them", async () => {
    const agent = '"'.repeat(200_000);
    const file = write("a.log", [albLine({ time: START }), albLine({ time: START, userAgent: agent })]);
    const { read: was } = await read([file]);
    assert.deepEqual([was.lines, was.malformed], [2, 1]);
  });

  it("may have names that mean something to a database or a shell", async () => {
    const names = ["a'b.log", "a;DROP TABLE counts.log", "[a]*?.log", 'a"b.log', "{a,b}.log"];
    for (const name of names) write(name, [albLine({ time: START })]);
    assert.equal((await read(names.map((name) => join(path(), name)))).pools[0]?.requests, names.length);
  });

  it("are told by windows, with the favourite and since when", async () => {
    const lines = Array.from({ length: 6 }, (_, window) => {
      const time = START + window * 5 * MINUTE;
      const most = window >= 3 ? 600 : 200;
      return [
        ...requestsTo({ "10.0.0.1:80": most }, { time }),
        ...requestsTo({ "10.0.0.2:80": 200, "10.0.0.3:80": 200, "10.0.0.4:80": 200 }, { time }),
      ];
    }).flat();
    const [pool] = (await read([write("a.log", lines)])).pools;
    assert.equal(pool?.windows.length, 6);
    assert.equal(pool.windows[0]?.effectiveBackends, 4);
    assert.deepEqual(pool.favourites, [
      {
        ...{ target: "10.0.0.1:80", since: "2026-01-31T12:15:00Z", until: "2026-01-31T12:30:00Z", isNow: true },
        ...{ requests: 1800, share: 0.5, expected: 0.25 },
      },
    ]);
    assert.deepEqual(pool.targets[0]?.series, [200, 200, 200, 600, 600, 600]);
  });

  it("tell zones by the addresses of targets", async () => {
    const zones = new ZoneMap();
    zones.add("a", "10.0.0.0/24");
    zones.add("b", "2001:db8::/64");
    const file = write("a.log", requestsTo({ "10.0.0.1:80": 3, "[2001:db8::1]:80": 1, "10.9.0.1:80": 1 }));
    const [pool] = (await read([file], { zoneOf: (target) => zones.zoneOf(target) })).pools;
    assert.deepEqual(
      pool?.zones.map(({ zone, share, targets }) => [zone, share, targets]),
      [
        ["a", 0.6, 1],
        ["b", 0.2, 1],
        ["", 0.2, 1],
      ],
    );
    assert.throws(() => {
      zones.add("c", "10.0.0.0/33");
    }, /no block of addresses/);
  });

  it("of another kind are refused, and beside others left out", async () => {
    const other = write("conn.log", ["2026-01-31T12:00:00.123456Z 192.0.2.7 45001 443 TLSv1.3 TLS_AES 0.012"]);
    await assert.rejects(read([other]), /conn\.log: it holds connection logs of an Application Load Balancer/);
    const { read: was } = await read([other, write("a.log", [albLine({ time: START })])]);
    assert.equal(was.skipped.length, 1);
    writeFileSync(join(path(), "bad.log.gz"), Buffer.from([0x1f, 0x8b, 0, 0, 1, 2, 3]));
    await assert.rejects(read([join(path(), "bad.log.gz")]), /damaged/);
    await assert.rejects(read([write("empty.log", [])]), /there is nothing/);
    await assert.rejects(read(["nowhere"]), /nowhere: there is no such file or folder/);
  });

  describe("with gzip", () => {
    // Each line another: so many of the same would fit into the start that is looked at.
    const random = seeded(1);
    const many = Array.from({ length: 20_000 }, () =>
      albLine({ time: START, url: `https://x:443/${random()}${random()}` }),
    );

    /** A file of which only so many bytes are there, or so many from a place on are others. */
    const spoilt = (name: string, lines: readonly string[], spoil: (all: Buffer) => Buffer) => {
      const file = write(name, lines);
      writeFileSync(file, spoil(readFileSync(file)));
      return file;
    };
    const half = (all: Buffer) => all.subarray(0, all.length / 2);

    it("are left out, and named, where they break off", async () => {
      const long = spoilt("long.log.gz", many, half);
      assert.ok(statSync(long).size > 2 ** 17);
      const short = spoilt("short.log.gz", many.slice(0, 50), half);
      const { read: was } = await read([long, write("whole.log.gz", many.slice(0, 7)), short]);
      assert.deepEqual([was.files, was.lines], [1, 7]);
      for (const [index, file] of [long, short].entries()) {
        const said = {
          name: file,
          why: "it is damaged, or breaks off (unexpected end of file); zcat gives what can be read of it",
        };
        assert.deepEqual(was.skipped[index], said);
      }
    });

    it("are left out, and named, where they are damaged in the middle", async () => {
      const damaged = spoilt("damaged.log.gz", many, (all) => all.fill(0xff, all.length / 2, all.length / 2 + 500));
      const { read: was } = await read([damaged, write("whole.log.gz", many.slice(0, 7))]);
      assert.deepEqual([was.files, was.lines, was.malformed], [1, 7, 0]);
      assert.match(was.skipped[0]?.why ?? "", /^it is damaged/);
      await assert.rejects(read([damaged]), /damaged\.log\.gz: it is damaged/);
    });

    it("are left out, and named, where the database cannot unpack them, and does not say which", async () => {
      const noise = (all: Buffer) => {
        for (let at = all.length / 2; at < all.length / 2 + 500; at += 1)
          all[Math.floor(at)] = Math.floor(random() * 256);
        return all;
      };
      const spoiltOnes = [1, 2, 3, 4].map((number) => spoilt(`${number}.log.gz`, many, noise));
      const { read: was } = await read([...spoiltOnes, write("whole.log.gz", many.slice(0, 7))]);
      assert.deepEqual([was.files, was.lines, was.malformed], [1, 7, 0]);
      assert.deepEqual(
        was.skipped.map(({ name }) => name),
        spoiltOnes,
      );
    });

    it("are counted once where some lines are malformed, and nothing is damaged", async () => {
      const file = write("a.log.gz", [...many.slice(0, 7), "garbage"]);
      const { read: was, pools } = await read([file]);
      assert.deepEqual([was.lines, was.malformed, pools[0]?.requests], [8, 1, 7]);
    });

    it("are whole where several were put together into one", async () => {
      const file = write("a.log.gz", many);
      appendFileSync(file, readFileSync(write("b.log.gz", many.slice(0, 5))));
      assert.equal((await read([file])).read.lines, 20_005);
    });
  });

  it("come to the same by DuckDB and line by line, whatever is in them", async () => {
    const text = fc.stringMatching(/^[ -~\t]{0,20}$/);
    const agent = fc.oneof(
      text,
      text.map((one) => one.replace(/["\\]/g, (mark) => `\\${mark}`)),
    );
    const target = fc.constantFrom("10.0.0.1:80", "10.0.0.2:80", "[::1]:80", "-");
    const request = fc.record({
      time: fc.integer({ min: START, max: START + 20 * MINUTE }),
      target,
      rule: fc.constantFrom("0", "10", "50000", "-"),
      userAgent: agent,
      url: agent,
      fields: fc.constantFrom(17, 18, 20, 21, 25, 30, 33),
      seconds: fc.constantFrom(-1, 0, 0.125, 3),
      sent: fc.nat(1e6),
    });
    const line = fc.oneof(
      { weight: 8, arbitrary: request.map(albLine) },
      { weight: 1, arbitrary: text.filter((one) => one.trim() !== "") },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 80 }), async (some) => {
        const lines = [albLine({ time: START }), ...some];
        const parsed = lines.map((one) => FORMATS.find(({ id }) => id === "alb")?.parse(one));
        const good = parsed.filter((one) => one !== undefined);
        const { read: was, pools } = await read([write("a.log", lines)]);
        assert.equal(was.lines, lines.length);
        assert.equal(was.malformed, lines.length - good.length);
        for (const pool of pools) {
          const own = good.filter(
            (one) => one.pool === pool.pool && one.balancer === pool.balancer && one.target !== "",
          );
          const targets = [...new Set(own.map((one) => one.target))];
          assert.equal(pool.targets.length, targets.length);
          const counts = targets.map((name) => own.filter((one) => one.target === name).length);
          assert.ok(Math.abs(pool.effectiveBackends - observed(counts).effectiveBackends) < 1e-9);
          assert.equal(
            pool.sent,
            own.reduce((sum, one) => sum + one.sent, 0),
          );
          assert.equal(pool.timed, own.filter((one) => one.seconds !== undefined).length);
        }
      }),
      { numRuns: 10 },
    );
  });
});
