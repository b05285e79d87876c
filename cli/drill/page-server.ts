import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Driver } from "./driver";
import type { Message } from "./message";
import { pageHtml } from "./page-html";

/** The page that a facilitator watches a drill on. */
export interface FacilitatorPage {
  /** With the token that lets one in. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; form-action 'none'; base-uri 'none'";

/** Serves the page on this machine only, to whoever has its address: that tells what the trainees are to find out. */
export async function servePage(driver: Driver): Promise<FacilitatorPage> {
  const token = randomBytes(24).toString("hex");
  const listeners = new Set<ServerResponse>();
  const kept: Message[] = driver.session.recording.slices.map((slice) => ({ kind: "slice", slice }));
  const tell = (message: Message) => {
    kept.push(message);
    for (const one of listeners) one.write(`data: ${JSON.stringify(message)}\n\n`);
  };
  driver.follow({
    onSlice: (slice) => {
      tell({ kind: "slice", slice });
    },
    onEvents: (events) => {
      tell({ kind: "events", events });
    },
    onPause: (isPaused) => {
      tell({ kind: "paused", isPaused });
    },
  });
  const server = createServer((request, response) => {
    answer(request, response, { driver, token, listeners, kept });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    close: async () => {
      for (const one of listeners) one.end();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Serving {
  readonly driver: Driver;
  readonly token: string;
  readonly listeners: Set<ServerResponse>;
  readonly kept: readonly Message[];
}

function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): void {
  const { driver, token, listeners, kept } = serving;
  const { url = "", method = "" } = request;
  const [, given = "", what = ""] = url.split("/");
  response.setHeader("Content-Security-Policy", CSP);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cache-Control", "no-store");
  // A page elsewhere that has its name lead here has another host.
  if (!isLoopback(request) || !isSame(given, token)) {
    end(response, 403, "text/plain", "The address that evenkeel drill has printed is expected.");
    return;
  }
  switch (`${method} ${what}`) {
    case "GET ":
      end(response, 200, "text/html; charset=utf-8", pageHtml(driver.session.scenario));
      return;
    case "GET page.js":
      end(response, 200, "text/javascript", readFileSync(join(__dirname, "../page/drill.js"), "utf8"));
      return;
    case "GET events":
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      for (const message of kept) response.write(`data: ${JSON.stringify(message)}\n\n`);
      listeners.add(response);
      request.on("close", () => listeners.delete(response));
      return;
    case "POST pause":
    case "POST resume":
      driver.pause(what === "pause");
      end(response, 204, "text/plain", "");
      return;
    default:
      end(response, 404, "text/plain", "There is nothing here.");
  }
}

function isLoopback({ headers: { host, origin }, socket: { localPort = 0 } }: IncomingMessage): boolean {
  const own = `127.0.0.1:${localPort}`;
  return host === own && (origin === undefined || origin === `http://${own}`);
}

function isSame(given: string, token: string): boolean {
  return given.length === token.length && timingSafeEqual(Buffer.from(given.padEnd(token.length)), Buffer.from(token));
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "Content-Type": type });
  response.end(body);
}
