import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { readJson } from "../../sources/json";
import { readStackFile, stackIn } from "../../sources/stack-file";
import { UNKNOWN } from "../../traffic";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const URN = "urn:pulumi:prod::shop::aws:lb/targetGroup:TargetGroup::blue";

const resourcesIn = (text: string) => stackIn(JSON.parse(text)).resources;

const file = (...chunks: readonly (string | Buffer)[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

function stateWith(...resources: readonly Record<string, unknown>[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

const group = (more: Record<string, unknown> = {}) => ({ urn: URN, type: "aws:lb/targetGroup:TargetGroup", ...more });

describe("A state file", () => {
  it("gives resources with their inputs, outputs and id", () => {
    const [resource] = resourcesIn(
      stateWith(group({ id: "tg-1", inputs: { port: 80 }, outputs: { arn: "arn:blue" }, parent: "urn:parent" })),
    );
    assert.deepEqual(resource, {
      urn: URN,
      type: "aws:lb/targetGroup:TargetGroup",
      name: "blue",
      inputs: { port: 80 },
      outputs: { id: "tg-1", arn: "arn:blue" },
      propertyDependencies: {},
      ignoreChanges: [],
      parent: "urn:parent",
    });
  });

  it("takes an encrypted value for unknown", () => {
    const [resource] = resourcesIn(stateWith(group({ inputs: { port: { [SIGNATURE]: SECRET, ciphertext: "v1:x" } } })));
    assert.equal(resource?.inputs["port"], UNKNOWN);
  });

  it("counts a secret that was exported in the clear", () => {
    const [resource] = resourcesIn(stateWith(group({ inputs: { port: { [SIGNATURE]: SECRET, plaintext: "80" } } })));
    assert.equal(resource?.inputs["port"], 80);
  });

  it("leaves out what waits to be deleted", () => {
    assert.deepEqual(resourcesIn(stateWith(group({ delete: true }))), []);
  });

  it("leaves out what the program only looks up", () => {
    assert.deepEqual(resourcesIn(stateWith(group({ external: true }))), []);
  });

  it("takes all of a resource's properties for secret that are exported so", () => {
    const plaintext = JSON.stringify({ port: 80, name: "vault" });
    const { resources, secrets } = stackIn(
      JSON.parse(stateWith(group({ inputs: { all: { [SIGNATURE]: SECRET, plaintext } } }))),
    );
    assert.deepEqual(resources[0]?.inputs, { all: { port: 80, name: "vault" } });
    assert.ok(secrets.hasNumberOf(URN));
    assert.equal(secrets.without("vault is not vaulted"), "[secret] is not vaulted");
  });

  it("may be that of a backend in a folder or a bucket", () => {
    const checkpoint = { stack: "prod", latest: { resources: [group()] } };
    assert.equal(resourcesIn(JSON.stringify({ version: 3, checkpoint })).length, 1);
  });

  it("may be of a stack that is empty", () => {
    assert.deepEqual(resourcesIn(JSON.stringify({ deployment: { resources: null } })), []);
    assert.deepEqual(resourcesIn(JSON.stringify({ checkpoint: { latest: null } })), []);
  });

  it("is read piece by piece where it is large", async () => {
    const text = stateWith(group({ inputs: { port: 80 } }));
    const pieces = text.match(/.{1,7}/gs) ?? [];
    assert.deepEqual(await readJson(file(...pieces), 20), JSON.parse(text));
  });

  it("may be written in UTF-16, as by some shells", async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(stateWith(group()), "utf16le")]);
    assert.equal((await readStackFile(file(bytes))).resources.length, 1);
  });

  it("is refused where a resource's properties are encrypted as a whole", () => {
    const [resource] = resourcesIn(stateWith(group({ inputs: { [SIGNATURE]: SECRET, ciphertext: "v1:x" } })));
    assert.throws(() => resource?.inputs, { name: "SourceError", message: /blue has properties that are encrypted\./ });
  });

  for (const [what, text, words] of [
    ["is empty", "", /^The file is empty\./],
    ["is cut off", '{"version":3,"deplo', /^The file is not JSON, or is cut off\./],
    ["has neither a deployment nor steps", "{}", /^The file has neither a deployment nor steps\./],
    ["is a list", "[]", /^The file is not an object\./],
    ["is encrypted with PGP", "-----BEGIN PGP MESSAGE-----", /^The file is encrypted with PGP\./],
    ["is encrypted with SOPS", '{"sops":{"mac":"x"}}', /^The file is encrypted with SOPS\./],
    ["is compressed", "\x1f\x8b\x08", /^The file is compressed\./],
    ["is of Terraform", '{"terraform_version":"1.9"}', /^The file is a state or a plan of Terraform\./],
    ["has resources that are no list", '{"deployment":{"resources":{}}}', /^deployment\.resources is not a list\./],
    [
      "has a resource without a URN",
      stateWith({ type: "a:b:C" }),
      /^deployment\.resources\[0\] has no urn or no type\./,
    ],
  ] as const) {
    it(`is refused where it ${what}`, async () => {
      await assert.rejects(readStackFile(file(Buffer.from(text, "latin1"))), { name: "SourceError", message: words });
    });
  }

  it("is refused where it is large and cut off", async () => {
    await assert.rejects(readJson(file('{"version":3,', '"deplo'), 4), {
      name: "SourceError",
      message: /^The file is not JSON, or is cut off\./,
    });
  });
});
