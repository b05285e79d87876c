import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PreviewRecords } from "../../control/preview-record";
import { UNKNOWN, type Resource } from "../../traffic";
import { split } from "../support/aws";
import { judgedBy } from "../support/engine";

const ROOT: Resource = {
  ...{ urn: "urn:pulumi:test::test::pulumi:pulumi:Stack::test-test", type: "pulumi:pulumi:Stack", name: "test-test" },
  ...{ inputs: {}, outputs: {}, propertyDependencies: {}, ignoreChanges: [] },
};
const shared = (blue: number) => [
  ROOT,
  ...split({ blue: { weight: blue, targets: 5 }, green: { weight: 100 - blue, targets: 5 } }),
];

/** What the engine itself does is tested in test/engine/previewed.spec.ts. */
describe("previewed-before-update", () => {
  const environment = { ...process.env };
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evenkeel-records-"));
    Object.assign(process.env, { PULUMI_ORGANIZATION: "acme", PULUMI_PROJECT: "test", PULUMI_STACK: "test" });
  });

  afterEach(() => {
    process.env = { ...environment };
    rmSync(folder, { recursive: true });
  });

  const run = async (operation: "preview" | "update", resources: readonly Resource[], more: object = {}) => {
    process.env["PULUMI_DRY_RUN"] = String(operation === "preview");
    const configuration = { "previewed-before-update": { required: true, folder }, ...more };
    const all = await judgedBy("previewed-before-update", resources, configuration);
    return all.map(({ level, resource, message }) => `${level} ${resource}: ${message}`);
  };
  const off = { "previewed-before-update": { folder } };

  it("is off until it is configured", async () => {
    assert.deepEqual([...(await run("preview", shared(50), off)), ...(await run("update", shared(50), off))], []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("lets an update do what its preview showed", async () => {
    assert.deepEqual(await run("preview", shared(50)), []);
    assert.deepEqual(await run("update", shared(50)), []);
    assert.match((await run("update", shared(50)))[0] ?? "", /^mandatory test-test: This update was not previewed/);
  });

  it("says of each resource where it is not as it was previewed", async () => {
    await run("preview", shared(50));
    assert.deepEqual(
      (await run("update", shared(60))).map((one) => one.split(" is not")[0]),
      ["mandatory web: defaultActions[0].forward.targetGroups[0].weight"],
    );
    await run("preview", shared(50).slice(0, -1));
    assert.match((await run("update", shared(50)))[0] ?? "", /^mandatory web: The preview did not show this resource/);
  });

  it("does not mind what decides no traffic", async () => {
    await run("preview", shared(50));
    const tagged = shared(50).map((one) => ({
      ...one,
      inputs: { ...one.inputs, tags: { a: "b" }, name: "x-1a2b3c4" },
    }));
    assert.deepEqual(await run("update", tagged), []);
  });

  it("takes any value for one that the preview did not know", async () => {
    const planned = shared(50).map((one): Resource =>
      one.type.endsWith("TargetGroupAttachment") ? { ...one, inputs: { ...one.inputs, targetId: UNKNOWN } } : one,
    );
    await run("preview", planned);
    assert.deepEqual(await run("update", shared(50)), []);
  });

  it("says afterwards what has gone that was to stay", async () => {
    await run("preview", shared(50));
    const [message = ""] = await run(
      "update",
      shared(50).filter(({ name }) => name !== "green-4"),
    );
    assert.match(message, /^mandatory test-test: The update has deleted (?:instance|target group attachment) green-4/);
  });

  it("takes a preview for failed that says what the configuration makes blocking", async () => {
    const lone = [ROOT, ...split({ blue: { weight: 100, targets: 2 } })];
    const also = (alsoBlocking: string[]) => ({ "previewed-before-update": { required: true, folder, alsoBlocking } });
    await run(
      "preview",
      lone,
      also(["even-zones", "survives-a-loss", "health-check-decides-in-time", "no-silent-fail-open"]),
    );
    assert.deepEqual(readdirSync(folder), []);
    await run("preview", lone, also([]));
    assert.equal(readdirSync(join(folder, "previews")).length, 1);
  });

  it("gives one record to one of two updates", () => {
    const records = () => new PreviewRecords(folder, "acme/test/test");
    records().leave(shared(50), new Date(Date.now() + 60_000));
    const claims = [records().claim(new Date()), records().claim(new Date())];
    assert.deepEqual(
      claims.map((claim) => "record" in claim),
      [true, false],
    );
  });

  it("keeps the records of stacks apart, whatever they are called", () => {
    const stacks = ["acme/test/test", "acme/test/../test", "../../../etc/passwd"];
    for (const stack of stacks) new PreviewRecords(folder, stack).leave(shared(50), new Date(Date.now() + 60_000));
    assert.equal(readdirSync(join(folder, "previews")).length, 3);
    for (const stack of stacks) assert.ok("record" in new PreviewRecords(folder, stack).claim(new Date()));
  });

  it("trusts no key that others may read", async () => {
    await run("preview", shared(50));
    chmodSync(join(folder, "seal.key"), 0o644);
    assert.match(
      (await run("update", shared(50)))[0] ?? "",
      /^mandatory : Others than you may use .*seal\.key: chmod 600 it/,
    );
  });
});
