import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { createColors } from "picocolors";
import { follow, type FollowOptions } from "../../cli/logs/follow";
import { limitsIn } from "../../cli/logs/values";
import { STANDARD_INPUT } from "../../cli/terminal";
import type { Terminal } from "../../cli/terminal";
import { albLine, nlbLine, requestsTo, START } from "../logs/support/lines";

/** Follows the standard input, while somebody writes to it. */
async function following(
  write: (stdin: PassThrough, stop: AbortController, said: string[]) => Promise<void> | void,
  more: Partial<FollowOptions> = {},
) {
  const stdin = new PassThrough();
  const said: string[] = [];
  const out: string[] = [];
  const terminal: Terminal = {
    ...{ stdin, paint: createColors(false), columns: undefined, now: new Date(START) },
    ...{ out: (text) => out.push(text), err: (text) => said.push(text), progress: () => undefined },
    ask: () => Promise.resolve(undefined),
  };
  const stop = new AbortController();
  const limits = limitsIn({ maxShare: 0.7, minEffective: undefined, minRequests: undefined });
  const options = {
    sources: [STANDARD_INPUT],
    window: 300,
    limits,
    metrics: undefined,
    webhook: undefined,
    stop: stop.signal,
  };
  const ended = follow({ ...options, ...more }, terminal);
  // Whoever waits for it hears of it below.
  ended.catch(() => undefined);
  await write(stdin, stop, said);
  return { code: await ended, out: out.join("\n"), said };
}

describe("evenkeel logs --follow", () => {
  it("tells of lines that are malformed or too late, and of what a format cannot say", async () => {
    const { out, code } = await following((stdin) => {
      const late = albLine({ time: START - 3_600_000 });
      const own = ["10.0.0.1:80", "10.0.0.2:80"].map((target) => albLine({ time: START, target }));
      stdin.end([...own, late, albLine({ time: START }).slice(0, 60), nlbLine({ time: START }), ""].join("\n"));
    });
    assert.equal(code, 0);
    assert.match(out, /^5 lines, 1 malformed, 1 too late; most concentrated: web of .*; .*name no target/);
  });

  it("says that nothing was concentrated where nothing came", async () => {
    const { out, code } = await following((stdin) => void stdin.end());
    assert.deepEqual([code, out], [0, "0 lines"]);
  });

  it("ends cleanly when it is interrupted while it waits for the standard input", async () => {
    const { out, code } = await following(
      async (stdin, stop) => {
        stdin.write(`${albLine({ time: START })}\n`);
        await wait(50);
        stop.abort();
      },
      { limits: limitsIn({ maxShare: undefined, minEffective: undefined, minRequests: undefined }) },
    );
    assert.equal(code, 0);
    assert.match(out, /^1 lines; most concentrated/);
  });

  it("does not hide that the standard input broke off", async () => {
    await assert.rejects(
      following(async (stdin) => {
        stdin.write(`${albLine({ time: START })}\n`);
        await wait(50);
        stdin.destroy(new Error("the pipe broke"));
      }),
      /the pipe broke/,
    );
  });

  it("goes on where a webhook refuses, says so, and says when shares are within the limits again", async () => {
    const server = createServer((_, response) => response.writeHead(403).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    try {
      const { code, said } = await following(
        async (stdin, _, heard) => {
          stdin.write(`${requestsTo({ "10.0.0.1:80": 3, "10.0.0.2:80": 1 }).join("\n")}\n`);
          for (let tries = 0; heard.length === 0 && tries < 100; tries += 1) await wait(20);
          stdin.end(`${requestsTo({ "10.0.0.2:80": 2 }).join("\n")}\n`);
        },
        { webhook },
      );
      assert.equal(code, 0);
      assert.match(said[0] ?? "", /^CONCENTRATED {2}10\.0\.0\.1:80 got 75\.0 %/);
      assert.ok(said.includes("within the limits again"));
      assert.ok(said.includes("the webhook was not told: it answered 403"));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
