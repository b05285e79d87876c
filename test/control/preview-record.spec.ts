import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notPreviewed, PreviewRecords } from "../../control/preview-record";
import { split } from "../support/aws";

const NOW = new Date("2025-03-01T12:00:00Z");
const LATER = new Date("2025-03-01T13:00:00Z");
const RESOURCES = split({ blue: { weight: 50, targets: 5 }, green: { weight: 50, targets: 5 } });

describe("The record of a preview", () => {
  let folder = "";
  let records: PreviewRecords;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evenkeel-records-"));
    records = new PreviewRecords(folder, "acme/shop/prod");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const kept = () => readdirSync(join(folder, "previews")).map((name) => join(folder, "previews", name));
  const onlyFile = () => kept()[0] ?? assert.fail("no record is kept");

  it("is taken by one update only", () => {
    records.leave(RESOURCES, LATER);
    assert.ok("record" in records.claim(NOW));
    assert.deepEqual(records.claim(NOW), { why: "no preview of this stack has passed since its last update" });
  });

  it("does not count once it is discarded", () => {
    records.leave(RESOURCES, LATER);
    records.discard();
    assert.match(JSON.stringify(records.claim(NOW)), /no preview of this stack has passed/);
  });

  it("does not count from the moment on at which it ends", () => {
    records.leave(RESOURCES, LATER);
    assert.deepEqual(records.claim(LATER), { why: "its preview counted until 2025-03-01T13:00:00.000Z" });
    assert.deepEqual(kept(), []);
  });

  it("does not count when somebody has edited it, and is gone then", () => {
    records.leave(RESOURCES, LATER);
    writeFileSync(onlyFile(), "{}");
    assert.deepEqual(records.claim(NOW), { why: "the record of its preview is not as the preview left it" });
    assert.deepEqual(kept(), []);
  });

  it("does not count for another stack, though it is moved to where that one looks", () => {
    records.leave(RESOURCES, LATER);
    const place = onlyFile();
    const other = new PreviewRecords(folder, "acme/shop/dev");
    renameSync(place, `${place}.dev`);
    other.leave(RESOURCES, LATER);
    renameSync(`${place}.dev`, kept().find((path) => !path.endsWith(".dev")) ?? "");
    assert.deepEqual(other.claim(NOW), { why: "the record of its preview is that of stack acme/shop/prod" });
  });

  it("covers the resources that it shows, and names one that it does not", () => {
    const [first, ...rest] = RESOURCES.filter(({ type }) => type.includes("lb"));
    assert.ok(first);
    records.leave(rest, LATER);
    const claim = records.claim(NOW);
    assert.ok("record" in claim);
    for (const resource of rest) assert.equal(notPreviewed(claim, resource), undefined);
    assert.equal(notPreviewed(claim, first), "");
  });

  it("is refused with the folder's name where it cannot be kept", () => {
    writeFileSync(join(folder, "file"), "");
    const nowhere = new PreviewRecords(join(folder, "file"), "acme/shop/prod");
    const expected = { name: "ControlError", message: /Records of previews cannot be kept in .*file: .*option folder/ };
    assert.throws(() => nowhere.claim(NOW), expected);
    assert.throws(() => {
      nowhere.leave(RESOURCES, LATER);
    }, expected);
  });

  it("keeps the words of an error about its key", () => {
    writeFileSync(join(folder, "seal.key"), "short", { mode: 0o600 });
    assert.throws(
      () => {
        records.leave(RESOURCES, LATER);
      },
      { name: "ControlError", message: /^\S*seal\.key is no key/ },
    );
  });
});
