import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import { openCompute } from "../../../../components/gcp/gate/compute";
import { behindGcp } from "../../../cloud/behind-gcp";
import { linkOf, type Kept } from "../../../cloud/gcp-resources";

const REGION = "regions/europe-west1";
const GROUP = linkOf("instanceGroups", "web", REGION);
const LINK = linkOf("backendServices", "web");
const CHECKED = { healthChecks: [linkOf("healthChecks", "web")], backends: [{ group: GROUP }] };

const web = (states: readonly string[], more: Partial<Kept> = {}): Kept => {
  return { collection: "backendServices", name: "web", fields: CHECKED, health: { [GROUP]: states }, ...more };
};

describe("The health that the gate asks Google Cloud for", function () {
  this.timeout(20_000);
  const gcp = behindGcp();
  afterEach(() => {
    runtime.setAllConfig({});
  });

  const obstacle = async (link = LINK, only?: ReadonlySet<string>, patience?: number) =>
    (await openCompute(patience)).obstacleOf(link, 2, only);
  const refusing = (status: number, reason: string) => {
    gcp.resources = [web(["HEALTHY", "HEALTHY"])];
    gcp.refusals = [{ path: /getHealth$/, status, reason, times: 99 }];
  };

  it("is that of all groups of a service, wherever it is", async () => {
    gcp.resources = [web(["HEALTHY", "HEALTHY"]), web(["UNHEALTHY", "HEALTHY"], { place: REGION })];
    assert.equal(await obstacle(), undefined);
    const regional = linkOf("backendServices", "web", REGION);
    assert.match((await obstacle(regional))?.why ?? "", /^1 of 2 backends in europe-west1 is healthy/);
  });

  it("is asked for by the id of a service, as a program has it", async () => {
    gcp.resources = [web(["UNHEALTHY", "UNHEALTHY"])];
    assert.equal((await obstacle("projects/shop/global/backendServices/web"))?.isCertain, true);
  });

  it("is that of some groups, where only those count", async () => {
    gcp.resources = [web(["UNHEALTHY", "UNHEALTHY"])];
    assert.equal((await obstacle(LINK, new Set(["another"])))?.why, "it has no backends");
  });

  it("is nothing of what has no health check, which scales by itself, nor of a bucket", async () => {
    gcp.resources = [web([], { fields: {} })];
    assert.equal(await obstacle(), undefined);
    assert.equal(await obstacle(linkOf("backendBuckets", "files")), undefined);
  });

  for (const [status, reason] of [
    [403, "rateLimitExceeded"],
    [429, "rateLimitExceeded"],
    [503, "backendError"],
  ] as const) {
    it(`is not told for the moment where the answer is ${status} ${reason}`, async () => {
      refusing(status, reason);
      assert.deepEqual(await obstacle(), { why: `Google Cloud does not answer (${reason})`, isCertain: false });
    });
  }

  it("is asked for again where the service was out of order for a moment", async () => {
    refusing(503, "backendError");
    gcp.refusals = gcp.refusals.map((refusal) => ({ ...refusal, times: 1 }));
    assert.equal(await obstacle(), undefined);
  });

  it("is not told for the moment where no answer comes in time", async () => {
    gcp.resources = [web(["HEALTHY", "HEALTHY"])];
    gcp.delayMs = 2000;
    const found = await obstacle(LINK, undefined, 200);
    assert.match(found?.why ?? "", /^Google Cloud does not answer \(/);
    assert.equal(found?.isCertain, false);
  });

  it("is an error that says what to allow, where it is denied", async () => {
    refusing(403, "forbidden");
    await assert.rejects(
      obstacle(),
      /refuses compute\.backendServices\.get \(forbidden\): .*; allow compute\.backendServices\.get$/,
    );
  });

  it("is an error where there is no such service", async () => {
    gcp.resources = [];
    await assert.rejects(obstacle(), /refuses compute\.backendServices\.get \(404\): there is no /);
  });

  it("is asked for with the credentials of the provider, where it is given some", async () => {
    gcp.resources = [web(["HEALTHY", "HEALTHY"])];
    runtime.setAllConfig({ "gcp:credentials": process.env["GOOGLE_APPLICATION_CREDENTIALS"] ?? "" });
    delete process.env["GOOGLE_APPLICATION_CREDENTIALS"];
    assert.equal(await obstacle(), undefined);
  });
});
