import assert from "node:assert/strict";
import { script } from "./scripts";

interface Way {
  name: string;
  isReady: () => boolean;
  make: () => Promise<string>;
}
type FirstThatWorks = (what: string, ways: Way[], remedy: string, log: unknown) => Promise<string>;

const from = async (...ways: Way[]) => {
  const { firstThatWorks } = await script<{ firstThatWorks: FirstThatWorks }>("pulumi/first-that-works.mjs");
  return firstThatWorks("Pulumi CLI", ways, "Install Pulumi.", undefined);
};

const works = (name: string, ready = false): Way => ({
  name,
  isReady: () => ready,
  make: () => Promise.resolve(name),
});
const fails = (name: string, why: string): Way => ({
  name,
  isReady: () => false,
  make: () => Promise.reject(new Error(why)),
});

describe("of several ways to come by a tool", () => {
  it("the first that works is taken", async () => {
    assert.equal(await from(fails("PATH", "not found"), works("download"), works("build")), "download");
  });

  it("one that is ready is taken before anything is fetched", async () => {
    assert.equal(await from(works("download"), works("build", true)), "build");
  });

  it("every failure is in the one message when none works, with the way out", async () => {
    await assert.rejects(from(fails("PATH", "not found"), fails("download", "no network")), {
      message: [
        "There is no Pulumi CLI. Tried:",
        "  - PATH: not found",
        "  - download: no network",
        "Install Pulumi.",
      ].join("\n"),
    });
  });
});
