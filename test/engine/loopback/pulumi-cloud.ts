import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { Ajv } from "ajv";

/** A pack as it is published: what the service is told of it, and its archive. */
export interface Published {
  readonly name: string;
  readonly versionTag: string;
  readonly policies: readonly PublishedPolicy[];
  readonly archive?: Buffer;
}

interface PublishedPolicy {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: string;
  readonly severity?: string;
  readonly url?: string;
  readonly configSchema?: object;
}

/** A pack as it is enabled in a policy group. */
interface Enabled {
  readonly group: string;
  readonly name: string;
  readonly versionTag: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** As much of Pulumi Cloud as it takes to publish a policy pack, to enable it and to hold configurations against its schema. */
export interface PulumiCloud {
  readonly url: string;
  /** The versions whose publication is complete, in the order in which they came. */
  readonly published: () => readonly Published[];
  readonly enabled: () => readonly Enabled[];
  readonly close: () => void;
}

type Answer = readonly [status: number, body: object];

const EMPTY: Answer = [200, {}];
const PACKS = "/api/orgs/acme/policypacks";

/**
 * @see https://github.com/pulumi/pulumi/blob/v3.230.0/pkg/backend/httpstate/client/client.go (the paths)
 */
export async function startPulumiCloud(): Promise<PulumiCloud> {
  const published: Published[] = [];
  const enabled: Enabled[] = [];
  let coming: Published | undefined;

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, said] = answerTo(request.method ?? "", request.url ?? "", body);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const answerTo = (method: string, path: string, body: Buffer): Answer => {
    const [, version, what] = /^\/api\/orgs\/acme\/policypacks\/evenkeel\/versions\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const [, group] = /^\/api\/orgs\/acme\/policygroups\/([^/]+)$/.exec(path) ?? [];
    switch (`${method} ${what ?? (group === undefined ? path : "group")}`) {
      case "GET /api/user":
        return [200, { githubLogin: "ada", name: "Ada", organizations: [{ githubLogin: "acme" }] }];
      case `GET ${PACKS}`: {
        const versionTags = published.map(({ versionTag }) => versionTag);
        const packs = [
          { name: "evenkeel", displayName: "", versions: versionTags.map((_, at) => at + 1), versionTags },
        ];
        return [200, { policyPacks: versionTags.length === 0 ? [] : packs }];
      }
      case `POST ${PACKS}`:
        coming = JSON.parse(plain(body).toString()) as Published;
        return [200, { version: published.length + 1, uploadURI: `${url}/upload` }];
      case "PUT /upload":
        if (coming) coming = { ...coming, archive: body };
        return EMPTY;
      case "POST complete":
        if (coming?.archive === undefined || coming.versionTag !== version) return failure(400, "nothing is uploaded");
        published.push(coming);
        return EMPTY;
      case "GET schema": {
        const pack = published.find(({ versionTag }) => versionTag === version);
        return pack ? [200, { configSchema: schemasOf(pack) }] : failure(404, "there is no such version");
      }
      case "PATCH group": {
        const { addPolicyPack } = JSON.parse(plain(body).toString()) as { addPolicyPack: Enabled };
        const { name, versionTag, config } = addPolicyPack;
        const pack = published.find((one) => one.versionTag === versionTag);
        if (!pack) return failure(404, "there is no such version");
        const wrong = problemIn(config, pack);
        if (wrong !== undefined) return failure(400, `invalid policy pack configuration: ${wrong}`);
        enabled.push({ group: group ?? "", name, versionTag, config });
        return EMPTY;
      }
      default:
        return failure(404, "Not Found");
    }
  };
  return { url, published: () => published, enabled: () => enabled, close: () => server.close() };
}

const failure = (code: number, message: string): Answer => [code, { code, message }];

function schemasOf({ policies }: Published): Record<string, object | undefined> {
  return Object.fromEntries(policies.map(({ name, configSchema }) => [name, configSchema]));
}

/** What is wrong with a configuration, by the schemas that the pack was published with. */
function problemIn(config: Enabled["config"], pack: Published): string | undefined {
  const schemas = schemasOf(pack);
  for (const [policy, given] of Object.entries(config)) {
    const schema = schemas[policy];
    if (schema === undefined) return `there is no policy ${policy}`;
    const ajv = new Ajv({ strict: false });
    if (!ajv.validate(schema, given)) return ajv.errorsText(undefined, { dataVar: policy });
  }
  return undefined;
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
