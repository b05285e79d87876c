import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { pageOf } from "./pages";

/** What a load balancer is to say of a target, by the id of the target. */
type States = Readonly<Record<string, string>>;

/** What goes wrong with an action, or how its answers are told. */
interface Disturbance {
  /** Answers that refuse it, one after the other; after them it goes through. */
  readonly refusals?: { readonly code: string; readonly status: number; times: number };
  readonly delayMs?: number;
  /** Items on a page. */
  readonly pageSize?: number;
  /** What happens when it has been done, before that is told. */
  readonly after?: () => Promise<void>;
}

/**
 * Stands in front of a server that speaks the APIs of AWS, which knows no unhealthy targets, writes one page and never has enough:
 * it injects all of that.
 */
export class AwsProxy {
  /** The actions that have been asked for, as a policy of IAM names them. */
  readonly asked: string[] = [];
  /** The most requests that have waited at the same time. */
  mostAtOnce = 0;
  states: States = {};
  /** What the client calls things that the server calls otherwise. */
  aliases: Readonly<Record<string, string>> = {};
  readonly #disturbances = new Map<string, Disturbance>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #waiting = 0;

  constructor(readonly target: string) {}

  /** @param action as a policy of IAM names it: `ecs:ListClusters`. */
  disturb(action: string, disturbance: Disturbance): void {
    this.#disturbances.set(action, disturbance);
  }

  /** Forgets what was asked and what was disturbed. */
  calm(): void {
    this.asked.length = 0;
    this.mostAtOnce = 0;
    this.states = {};
    this.aliases = {};
    this.#disturbances.clear();
  }

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("the proxy has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, (this.#waiting += 1));
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const action = actionOf(request, body.toString());
      this.asked.push(action);
      const { refusals, delayMs = 0, pageSize, after } = this.#disturbances.get(action) ?? {};
      await wait(delayMs);
      if (refusals && refusals.times > 0) {
        refusals.times -= 1;
        refuse(response, refusals, isJson(request));
        return;
      }
      const { status, type, text } = await this.#forward(request, Buffer.from(this.#renamed(body.toString())));
      await after?.();
      const told = healthAs(text, this.states);
      const marker = Number(new URLSearchParams(body.toString()).get("Marker") ?? 0);
      response.writeHead(status, { "content-type": type });
      response.end(pageSize === undefined ? told : pageOf(told, marker, pageSize));
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Answers are not renamed back: nobody reads in them what was asked about. */
  #renamed(body: string): string {
    return Object.entries(this.aliases).reduce((text, [alias, name]) => {
      return text.replaceAll(encodeURIComponent(alias), encodeURIComponent(name));
    }, body);
  }

  async #forward(request: IncomingMessage, body: Buffer) {
    const kept = Object.entries(request.headers).filter(([name]) =>
      /^(authorization|content-type|x-amz-.*)$/.test(name),
    );
    // The server behind knows no markers of pages that it has not made.
    const fields = new URLSearchParams(body.toString());
    fields.delete("Marker");
    const answer = await fetch(`${this.target}${request.url ?? "/"}`, {
      method: request.method ?? "POST",
      headers: Object.fromEntries(kept) as Record<string, string>,
      body: isJson(request) ? body : fields.toString(),
    });
    return { status: answer.status, type: answer.headers.get("content-type") ?? "", text: await answer.text() };
  }
}

/** Those of the JSON protocol name what they ask for in a header, the others in the form that they send. */
function actionOf({ headers }: IncomingMessage, body: string): string {
  const { "x-amz-target": target, authorization = "" } = headers;
  const service = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(authorization)?.[1] ?? "";
  const action = typeof target === "string" ? target.split(".").at(-1) : new URLSearchParams(body).get("Action");
  return `${service}:${action ?? ""}`;
}

function isJson({ headers }: IncomingMessage): boolean {
  return headers["x-amz-target"] !== undefined;
}

function refuse(response: ServerResponse, { code, status }: { code: string; status: number }, asJson: boolean): void {
  const message = `refused by the test: ${code}`;
  response.writeHead(status, { "content-type": asJson ? "application/x-amz-json-1.1" : "text/xml" });
  response.end(
    asJson
      ? JSON.stringify({ __type: code, message })
      : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

/** An answer of DescribeTargetHealth or DescribeInstanceHealth with these states in it; any other one as it is. */
function healthAs(text: string, states: States): string {
  return text.replace(/<member>(?:(?!<member>)[^])*?<\/member>/g, (member) => {
    const id = /<(?:Id|InstanceId)>([^<]*)</.exec(member)?.[1] ?? "";
    const state = states[id];
    return state === undefined ? member : member.replace(/<State>[^<]*<\/State>/, `<State>${state}</State>`);
  });
}
