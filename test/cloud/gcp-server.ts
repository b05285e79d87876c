import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { GcpActions, Refused } from "./gcp-actions";
import { described, placeOf, type Kept } from "./gcp-resources";

type Fields = Readonly<Record<string, unknown>>;

/** Answers that refuse a path, one after the other. */
interface Refusal {
  readonly path: RegExp;
  readonly status: number;
  readonly reason: string;
  times: number;
}

/** A server that speaks as much of Compute Engine's REST as it is asked for, with the fields that its documentation gives. */
export class GcpServer {
  readonly asked: string[] = [];
  readonly actions = new GcpActions(this);
  resources: readonly Kept[] = [];
  /** Items on a page. */
  pageSize = 500;
  /** Places that do not answer. */
  unreachable: readonly string[] = [];
  refusals: Refusal[] = [];
  /** Milliseconds before each answer. */
  delayMs = 0;
  url = "";
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("the server has no port");
    this.url = `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  calm(): void {
    this.asked.length = 0;
    this.pageSize = 500;
    this.unreachable = [];
    this.refusals = [];
    this.delayMs = 0;
    this.actions.calm();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const send = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (pathname === "/token") {
      send(200, { access_token: "test", token_type: "Bearer", expires_in: 3600 });
      return;
    }
    const { method = "" } = request;
    this.asked.push(`${method} ${pathname}`);
    await sleep(this.delayMs);
    const refusal = this.refusals.find(({ path, times }) => times > 0 && path.test(pathname));
    if (refusal) {
      refusal.times -= 1;
      send(refusal.status, new Refused(refusal.status, refusal.reason).body);
      return;
    }
    const from = Number(searchParams.get("pageToken") ?? 0);
    const found = this.actions.answer(method, pathname, body) ?? this.#found(pathname, from, body);
    if (found === undefined) send(404, { error: { code: 404, message: `there is no ${pathname}` } });
    else if (found instanceof Refused) send(found.status, found.body);
    else send(200, found);
  }

  #found(path: string, from: number, body: string): unknown {
    const [, rest = ""] = /^\/compute\/v1\/projects\/[\w-]+\/(.*)$/.exec(path) ?? [];
    const [, aggregated] = /^aggregated\/(\w+)$/.exec(rest) ?? [];
    if (aggregated !== undefined) return this.#aggregated(aggregated, from);
    const [, listed] = /^global\/(\w+)$/.exec(rest) ?? [];
    if (listed !== undefined) {
      return this.#page(this.resources.filter(({ collection }) => collection === listed).map(described), from);
    }
    const [, place, collection, name, verb] =
      /^(global|(?:regions|zones)\/[\w-]+)\/(\w+)\/([\w-]+)(?:\/(\w+))?$/.exec(rest) ?? [];
    const one = this.resources.find(
      (kept) => kept.collection === collection && kept.name === name && placeOf(kept) === place,
    );
    if (!one) return undefined;
    if (verb === undefined) return described(one);
    if (verb !== "getHealth") return this.#page(one.members ?? [], from);
    const { group } = JSON.parse(body) as { group: string };
    return { healthStatus: (one.health?.[group] ?? []).map((healthState) => ({ healthState })) };
  }

  #page(all: readonly Fields[], from: number): Fields {
    const to = from + this.pageSize;
    return { items: all.slice(from, to), ...(to < all.length ? { nextPageToken: String(to) } : {}) };
  }

  /** By place; those that have nothing say so. */
  #aggregated(collection: string, from: number): Fields {
    const all = this.resources.filter((kept) => kept.collection === collection);
    const { items, ...next } = this.#page(all.map(described), from);
    const places = new Map<string, Fields>([["global", { warning: { code: "NO_RESULTS_ON_PAGE" } }]]);
    for (const place of this.unreachable) places.set(place, { warning: { code: "UNREACHABLE" } });
    for (const [index, one] of (items as Fields[]).entries()) {
      const place = placeOf(all[from + index]);
      const known = (places.get(place)?.[collection] ?? []) as Fields[];
      places.set(place, { [collection]: [...known, one] });
    }
    return { items: Object.fromEntries(places), ...next };
  }
}
