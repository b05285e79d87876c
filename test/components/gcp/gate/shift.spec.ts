import assert from "node:assert/strict";
import { ComponentResource, output } from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import { adoptBackendService, CanaryShift } from "../../../../components/gcp";
import { openCompute } from "../../../../components/gcp/gate/compute";
import type { UrlMap } from "../../../../components/gcp/gate/shares";
import { dueShifts, shift } from "../../../../components/gcp/gate/shift";
import type { Pool, Service } from "../../../../components/gcp/pool";
import { behindGcp } from "../../../cloud/behind-gcp";
import { linkOf } from "../../../cloud/gcp-resources";

const linkTo = (name: string) => linkOf("backendServices", name);
const to = (name: string): UrlMap => ({ defaultService: linkTo(name) });
/** A URL map with one rule, for all hosts. */
const ruled = (rule: object): UrlMap => ({
  ...to("green"),
  pathMatchers: [{ name: "all", ...to("green"), routeRules: [{ priority: 7, ...rule }] }],
});

describe("The shifts of an update of Google Cloud", function () {
  this.timeout(20_000);
  const gcp = behindGcp();
  let canary: CanaryShift;
  const services = new Map<Pool, Service>();
  before(async () => {
    await setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
      call: ({ inputs }) => inputs as object,
    });
    const [green, blue] = ["green", "blue"].map((name) =>
      adoptBackendService(linkTo(name), { atLeast: 2, because: "It is older." }),
    );
    assert.ok(green && blue);
    canary = new CanaryShift({ from: green, to: blue, watchFor: 0 });
    for (const pool of [green, blue]) services.set(pool, { id: output(linkTo(pool.label)), name: output(pool.label) });
  });

  const dueIn = (old: UrlMap, priority?: number) =>
    dueShifts([{ path: "to", route: canary, ...(priority === undefined ? {} : { priority }) }], services, old);
  const spotsIn = async (old: UrlMap, priority?: number) =>
    (await dueIn(old, priority)).flatMap(({ before: deployed }) => [...deployed.keys()]);

  it("are for what fits no rule, wherever that is", async () => {
    assert.deepEqual(await spotsIn(ruled({ service: linkTo("api") })), ["", "all"]);
  });

  it("are for a rule that has led to a pool before", async () => {
    assert.deepEqual(await spotsIn(ruled({ service: linkTo("green") }), 7), ["all 7"]);
    assert.deepEqual(await spotsIn(ruled({ urlRedirect: {} }), 7), []);
    assert.deepEqual(await spotsIn(to("green"), 7), []);
  });

  it("are none where all has been shifted", async () => {
    assert.deepEqual(await spotsIn(to("blue")), []);
  });

  const refused: Readonly<Record<string, readonly [deployed: UrlMap, live: UrlMap, message: RegExp]>> = {
    "another service has traffic": [
      to("api"),
      to("api"),
      /from green, but api gets traffic too; bring it to green first/,
    ],
    "routes are gone that were deployed": [
      ruled({ service: linkTo("green") }),
      to("green"),
      /URL map web has not all routes any more that were deployed; see what has changed: pulumi refresh/,
    ],
    "the stack has something else on record": [to("green"), to("green"), /URL map web is not as it was deployed/],
  };
  for (const [what, [deployed, live, message]] of Object.entries(refused)) {
    it(`do not begin where ${what}`, async () => {
      const map = { collection: "urlMaps", name: "web", fields: { ...live } };
      const isOnRecord = what !== "the stack has something else on record";
      gcp.resources = [{ ...map, deployed: { fields: { ...live }, fingerprint: "recorded" } }];
      const compute = await openCompute();
      const task = { id: "projects/shop/global/urlMaps/web", recorded: isOnRecord ? "recorded" : "older", waitFor: 0 };
      const parent = new ComponentResource("test:Site", what);
      await assert.rejects(
        shift(parent, await dueIn(deployed), { ...task, compute, others: () => Promise.resolve([]) }),
        message,
      );
      assert.equal(
        gcp.asked.some((path) => path.startsWith("PUT")),
        false,
      );
    });
  }
});
