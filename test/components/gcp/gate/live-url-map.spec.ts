import assert from "node:assert/strict";
import { LiveUrlMap } from "../../../../components/gcp/gate/live-url-map";
import { behindGcp } from "../../../cloud/behind-gcp";
import { linkOf, type Kept } from "../../../cloud/gcp-resources";

const PLACE = "regions/europe-west1";
const [BLUE, GREEN] = ["projects/shop/global/backendServices/blue", "projects/shop/global/backendServices/green"];
const MAP: Kept = {
  ...{ collection: "urlMaps", name: "web" },
  fields: { description: "ours", defaultService: linkOf("backendServices", "green") },
};
const HALF = new Map([
  [
    "",
    new Map([
      [GREEN, 50],
      [BLUE, 50],
    ]),
  ],
]);

describe("A URL map that is changed while it is in use", function () {
  this.timeout(20_000);
  const gcp = behindGcp();
  beforeEach(() => {
    gcp.resources = [MAP, { ...MAP, place: PLACE }];
  });

  const open = (place = "global") => LiveUrlMap.open(`projects/shop/${place}/urlMaps/web`);

  for (const place of ["global", PLACE]) {
    it(`has other weights when that is done, in ${place}`, async () => {
      gcp.actions.slowness = 1;
      const map = await open(place);
      await map.reweigh(HALF);
      assert.equal(map.has(HALF), true);
      assert.equal(await map.isChanged(), false);
      const path = `/compute/v1/projects/shop/${place}`;
      assert.deepEqual(gcp.asked.slice(1, 4), [
        `PUT ${path}/urlMaps/web`,
        ...[1, 2].map(() => `POST ${path}/operations/operation-1/wait`),
      ]);
    });
  }

  it("is not changed where something else has changed it meanwhile", async () => {
    const map = await open();
    gcp.actions.put(MAP, { ...MAP.fields, description: "theirs" });
    assert.equal(await map.isChanged(), true);
    await assert.rejects(
      map.reweigh(HALF),
      /refuses compute\.urlMaps\.update \(conditionNotMet\): .*; something else has changed it meanwhile$/,
    );
    await map.lookAgain();
    await map.reweigh(HALF);
    assert.equal(gcp.resources[0]?.fields?.["description"], "theirs");
  });

  it("says what Google Cloud says of a change that it does not make", async () => {
    const map = await open();
    gcp.actions.failure = { code: "RESOURCE_NOT_FOUND", message: "there is no blue" };
    await assert.rejects(map.reweigh(HALF), /could not change URL map web \(RESOURCE_NOT_FOUND\): there is no blue$/);
  });

  it("is waited for although an answer to that fails", async () => {
    const map = await open();
    gcp.refusals = [{ path: /wait$/, status: 503, reason: "backendError", times: 5 }];
    await map.reweigh(HALF);
    assert.equal(map.has(HALF), true);
  });

  it("is not changed in vain: a change that may have been made is not made again", async () => {
    const map = await open();
    gcp.refusals = [{ path: /urlMaps\/web$/, status: 503, reason: "backendError", times: 1 }];
    await assert.rejects(map.reweigh(HALF), /Google Cloud does not answer \(backendError\)/);
    assert.equal(gcp.asked.filter((path) => path.startsWith("PUT")).length, 1);
  });

  it("is an error that says what to allow, where that is denied", async () => {
    const map = await open(PLACE);
    gcp.refusals = [{ path: /urlMaps\/web$/, status: 403, reason: "forbidden", times: 9 }];
    await assert.rejects(map.reweigh(HALF), /; allow compute\.regionUrlMaps\.update$/);
  });
});
