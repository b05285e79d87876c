import assert from "node:assert/strict";
import { once } from "node:events";
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Follower } from "../../logs/follow/follower";
import { Lines } from "../../logs/follow/lines";
import { serveMetrics } from "../../logs/follow/metrics";
import { tail } from "../../logs/follow/tail";
import { notify, webhookAt } from "../../logs/follow/webhook";
import { albLine, classicLine, nlbLine, requestsTo, START } from "./support/lines";
import { logFolder } from "./support/read";

describe("Lines as they come", () => {
  const linesOf = (...chunks: Buffer[]) => {
    const told: (string | undefined)[] = [];
    const lines = new Lines((line) => told.push(line));
    for (const chunk of chunks) lines.push(chunk);
    lines.finish();
    return told;
  };

  it("are put together of pieces, wherever these end", () => {
    const text = Buffer.from("first é\r\nsecond\n\nthird");
    for (let cut = 0; cut <= text.length; cut += 1) {
      assert.deepEqual(linesOf(text.subarray(0, cut), text.subarray(cut)), ["first é", "second", "third"]);
    }
  });
  it("are let go where they have no end", () => {
    const long = Buffer.alloc(2 ** 20 + 1, "x");
    assert.deepEqual(linesOf(long, long, Buffer.from("\nnext\n")), [undefined, "next"]);
  });
});

describe("A file that is followed", () => {
  const { path, write } = logFolder();

  async function following(
    run: (told: (string | undefined)[], until: (count: number) => Promise<void>) => Promise<void>,
  ) {
    const told: (string | undefined)[] = [];
    const stop = new AbortController();
    const end = tail([join(path(), "a.log")], (line) => told.push(line), stop.signal);
    const until = async (count: number) => {
      for (let tries = 0; told.length < count && tries < 100; tries += 1) await wait(20);
      assert.equal(told.length, count);
    };
    try {
      await run(told, until);
    } finally {
      stop.abort();
      await end;
    }
  }

  it("is read on as it grows, is replaced, and is written anew", async () => {
    const file = write("a.log", ["1"]);
    await following(async (told, until) => {
      await until(1);
      appendFileSync(file, "2\n");
      await until(2);
      renameSync(file, join(path(), "a.log.1"));
      writeFileSync(file, "3\n4\n");
      await until(4);
      writeFileSync(file, "5\n");
      await until(5);
      assert.deepEqual(told, ["1", "2", "3", "4", "5"]);
    });
  });

  it("is read to its end when its name has gone, and its successor once that is there", async () => {
    const file = write("a.log", ["1"]);
    await following(async (told, until) => {
      await until(1);
      renameSync(file, join(path(), "a.log.1"));
      // As long as it takes to look at the name again.
      await wait(300);
      appendFileSync(join(path(), "a.log.1"), "2\n");
      await until(2);
      writeFileSync(file, "3\n");
      await until(3);
      assert.deepEqual(told, ["1", "2", "3"]);
    });
  });

  it("has to be there", async () => {
    await assert.rejects(
      tail([join(path(), "none")], () => undefined, new AbortController().signal),
      /none: it cannot be read: ENOENT/,
    );
  });
});

describe("A follower", () => {
  it("takes lines of any format, and counts what is malformed or of a time that has not come", () => {
    const follower = new Follower(300);
    const ahead = albLine({ time: Date.now() + 3_600_000 });
    for (const line of [albLine({ time: START }), "garbage", undefined, ahead, classicLine({ time: START })])
      follower.take(line);
    follower.take(nlbLine({ time: START }));
    assert.deepEqual([follower.lines, follower.malformed, follower.window.pools.length], [6, 3, 2]);
    assert.match([...follower.limits].join(), /flow logs/);
  });

  it("serves metrics to Prometheus", async () => {
    const follower = new Follower(300);
    for (const line of requestsTo({ "a\\b:80": 3, "10.0.0.2:80": 1 })) follower.take(line);
    const server = await serveMetrics(follower, { host: "127.0.0.1", port: 0 });
    try {
      const { port } = server.address() as AddressInfo;
      const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      await read();
      const text = await read();
      assert.match(text, /evenkeel_target_share\{[^}]*target="a\\\\b:80"\} 0\.75/);
      assert.match(text, /evenkeel_pool_effective_backends\{[^}]*\} 1\.6/);
      assert.match(text, /evenkeel_lines_total 4/);
      assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
      await assert.rejects(
        serveMetrics(follower, { host: "127.0.0.1", port }),
        /metrics cannot be served on .*EADDRINUSE/,
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("A webhook", () => {
  let server: Server;
  let url: URL;
  let got: string[];
  let statuses: number[];
  const NOTICE = { version: 1, at: "2026-01-31T12:00:00Z", window: 300, breaches: [] } as const;

  beforeEach(async () => {
    [got, statuses] = [[], []];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        got.push(Buffer.concat(chunks).toString());
        response.writeHead(statuses.shift() ?? 204).end();
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`);
  });
  afterEach(() => server.close());

  it("is told, and again where it does not take it", async () => {
    statuses = [503, 200];
    assert.equal(await notify(url, NOTICE, [10, 10]), undefined);
    assert.deepEqual(
      got.map((one) => JSON.parse(one) as unknown),
      [NOTICE, NOTICE],
    );
  });
  it("is given up where it refuses, or does not answer", async () => {
    statuses = [400];
    assert.equal(await notify(url, NOTICE, [10]), "it answered 400");
    assert.equal(got.length, 1);
    server.close();
    server.closeAllConnections();
    const problem = (await notify(url, NOTICE, [10])) ?? "";
    assert.ok(problem !== "" && !problem.includes("secret"));
  });
  it("has to be on the web", () => {
    for (const bad of ["file:///etc/passwd", "no url", "javascript:1"])
      assert.throws(() => webhookAt(bad), /http or https/);
  });
});
