import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startMoto, type Moto } from "../cloud/moto";
import { surrounded } from "../cli/support/surroundings";
import { albLine, requestsTo, START } from "./support/lines";
import { logFolder, read } from "./support/read";

describe("Logs in a bucket of Amazon S3", function () {
  this.timeout(120_000);
  const { path } = logFolder();
  let moto: Moto;
  before(async () => {
    moto = await startMoto();
  });
  after(() => moto.stop());
  surrounded(() => ({
    AWS_ENDPOINT_URL: moto.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  }));

  it("are read, those of a prefix only, however many there are", async () => {
    const put = async (key: string, body: Buffer | string) => {
      const { ok } = await fetch(`${moto.url}/logs/${encodeURI(key)}`, { method: "PUT", body });
      assert.ok(ok);
    };
    await put("", "");
    const gz = gzipSync(requestsTo({ "10.0.0.1:80": 2 }).join("\n"));
    for (let index = 0; index < 70; index += 1) await put(`AWSLogs/1/a ${index}.log.gz`, gz);
    await put("AWSLogs/ELBAccessLogTestFile", "Enable AccessLog for ELB");
    await put("other/b.log", albLine({ time: START }));
    const { read: was, pools } = await read(["s3://logs/AWSLogs/"]);
    assert.deepEqual([was.files, pools[0]?.requests], [70, 140]);
    assert.deepEqual(was.skipped, [
      { name: "s3://logs/AWSLogs/ELBAccessLogTestFile", why: "it is no access log of a load balancer" },
    ]);
    await assert.rejects(read(["s3://logs/none"]), /s3:\/\/logs\/none: no object starts with this/);
    await assert.rejects(read(["s3://nobody/x"]), /s3:\/\/nobody\/x: s3:ListBucket fails \(NoSuchBucket\): .*bucket/i);
  });

  it("are asked for in words that say what is missing", async () => {
    process.env["AWS_CONFIG_FILE"] = join(path(), "config");
    delete process.env["AWS_REGION"];
    await assert.rejects(read(["s3://logs/x"]), /s3:\/\/logs\/x: No region is set\. Set AWS_REGION$/);
  });
});

/** As much of Cloud Storage's JSON API as a reader asks for, a page for each object. */
function storageOf(objects: Readonly<Record<string, string>>): Server {
  const names = Object.keys(objects);
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
    const send = (status: number, body: string) =>
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    const name = decodeURIComponent(/^\/storage\/v1\/b\/logs\/o\/(.+)$/.exec(pathname)?.[1] ?? "");
    if (pathname === "/token")
      send(200, JSON.stringify({ access_token: "test", token_type: "Bearer", expires_in: 3600 }));
    else if (pathname === "/storage/v1/b/logs/o") {
      const found = names.filter((one) => one.startsWith(searchParams.get("prefix") ?? ""));
      const at = Number(searchParams.get("pageToken") ?? 0);
      const next = at + 1 < found.length ? { nextPageToken: String(at + 1) } : {};
      send(200, JSON.stringify({ items: found.slice(at, at + 1).map((one) => ({ name: one, size: "9" })), ...next }));
    } else if (objects[name] !== undefined && searchParams.get("alt") === "media") send(200, objects[name]);
    else send(404, JSON.stringify({ error: { code: 404, message: "not here" } }));
  });
}

describe("Logs in a bucket of Cloud Storage", () => {
  const { write } = logFolder();
  let server: Server;
  let url = "";
  before(async () => {
    server = storageOf({ "lb/a b.log": albLine({ time: START }), "lb/c.log": albLine({ time: START }), other: "" });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  surrounded(() => ({
    STORAGE_EMULATOR_HOST: url,
    GOOGLE_APPLICATION_CREDENTIALS: write("account.json", [
      JSON.stringify({
        type: "external_account",
        audience: "test",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: `${url}/token`,
        credential_source: { file: write("token", ["subject"]) },
      }),
    ]),
  }));

  it("are read page by page", async () => {
    const { pools } = await read(["gs://logs/lb/"]);
    assert.equal(pools[0]?.requests, 2);
    await assert.rejects(read(["gs://none/x"]), /gs:\/\/none\/x: storage\.objects\.list fails \(404\): not here/);
  });
});
