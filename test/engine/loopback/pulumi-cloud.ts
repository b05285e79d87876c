import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

interface Published {
  readonly name: string;
  readonly versionTag: string;
  readonly policies: readonly { readonly name: string; readonly configSchema?: object }[];
}

/** As much of Pulumi Cloud as it takes to publish a policy pack and to hold configurations against its schema. */
export interface PulumiCloud {
  readonly url: string;
  /** The pack that was published last. */
  readonly published: () => Published | undefined;
  /** The files of its archive. */
  readonly files: () => readonly string[];
  readonly close: () => void;
}

/**
 * @see https://github.com/pulumi/pulumi/blob/v3.230.0/pkg/backend/httpstate/client/client.go (the paths)
 */
export async function startPulumiCloud(): Promise<PulumiCloud> {
  let published: Published | undefined;
  let files: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const answer = answerTo(`${request.method ?? ""} ${request.url ?? ""}`, body);
      response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { code: 404, message: "Not Found" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const answerTo = (asked: string, body: Buffer): object | undefined => {
    const [, version] = /^GET \/api\/orgs\/acme\/policypacks\/evenkeel\/versions\/([^/]+)\/schema$/.exec(asked) ?? [];
    if (asked === "GET /api/user") return { githubLogin: "ada", name: "Ada", organizations: [{ githubLogin: "acme" }] };
    if (asked === "POST /api/orgs/acme/policypacks") {
      published = JSON.parse(plain(body).toString()) as Published;
      return { version: 1, uploadURI: `${url}/upload` };
    }
    if (asked === "PUT /upload") {
      files = namesIn(gunzipSync(body));
      return {};
    }
    if (/^POST \/api\/orgs\/acme\/policypacks\/evenkeel\/versions\/[^/]+\/complete$/.test(asked)) return {};
    if (version !== undefined && version === published?.versionTag) {
      const schemas = published.policies.map(({ name, configSchema }) => [name, configSchema] as const);
      return { configSchema: Object.fromEntries(schemas) };
    }
    return undefined;
  };
  return { url, published: () => published, files: () => files, close: () => server.close() };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The CLI compresses what it sends. */
function plain(body: Buffer): Buffer {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
}

/** The names in a tar archive: each file has a header of 512 bytes, and its content fills up as many more blocks as it needs. */
function namesIn(archive: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const text = (from: number, length: number) =>
      archive.toString("utf8", at + from, at + from + length).replace(/\0.*$/s, "");
    const prefix = text(345, 155);
    names.push(prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`);
    at += 512 + Math.ceil(parseInt(text(124, 12), 8) / 512) * 512;
  }
  return names;
}
