import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { sealed, sealingKey, stateFolder, unsealed } from "../../control/sealed";

describe("What one run seals for the next", () => {
  const environment = { ...process.env };
  let folder = "";
  let path = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evenkeel-seal-"));
    path = join(folder, "seal.key");
  });

  afterEach(() => {
    process.env = { ...environment };
    rmSync(folder, { recursive: true });
  });

  it("is kept where it is configured, or else where the state of programs is", () => {
    assert.equal(stateFolder("/var/evenkeel"), "/var/evenkeel");
    process.env["XDG_STATE_HOME"] = "/state";
    assert.equal(stateFolder(""), "/state/evenkeel");
    delete process.env["XDG_STATE_HOME"];
    assert.equal(stateFolder(""), join(homedir(), ".local/state/evenkeel"));
  });

  it("has one key for all runs, which nobody else may read", () => {
    const key = sealingKey(folder);
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.equal(sealingKey(folder), key);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["seal.key"]);
  });

  it("takes no key that others may use", () => {
    sealingKey(folder);
    chmodSync(path, 0o640);
    assert.throws(() => sealingKey(folder), { name: "ControlError", message: /Others than you may use .*chmod 600/ });
  });

  it("takes no key that is cut short", () => {
    writeFileSync(path, "abc", { mode: 0o600 });
    assert.throws(() => sealingKey(folder), { name: "ControlError", message: /is no key: remove it/ });
  });

  it("follows no link to a key, and makes none behind it", () => {
    symlinkSync(join(folder, "elsewhere"), path);
    assert.throws(() => sealingKey(folder), { code: "ELOOP" });
    assert.deepEqual(readdirSync(folder), ["seal.key"]);
  });

  it("is read again with its own key only", () => {
    const text = sealed("weights", "one");
    assert.equal(unsealed(text, "one"), "weights");
    assert.equal(unsealed(text, "another"), undefined);
  });

  it("does not count when its payload was changed", () => {
    const { seal } = JSON.parse(sealed("weights", "one")) as { seal: string };
    assert.equal(unsealed(JSON.stringify({ payload: "other weights", seal }), "one"), undefined);
  });

  for (const [what, text] of [
    ["is no JSON", "{"],
    ["has no payload", JSON.stringify({ seal: "00" })],
    ["has no seal", JSON.stringify({ payload: "weights" })],
    ["has a payload that is no text", JSON.stringify({ payload: 1, seal: "00" })],
    ["has a seal that is cut short", JSON.stringify({ payload: "weights", seal: "00" })],
  ] as const) {
    it(`does not count when it ${what}`, () => {
      assert.equal(unsealed(text, "one"), undefined);
    });
  }
});
