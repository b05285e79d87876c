import assert from "node:assert/strict";
import type { Output } from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import { provider } from "../../plugin/provider";
import { schema } from "../../plugin/schema";
import { madeBy } from "../components/made";

const SITE = "evenkeel:aws:FargateSite";

const site = {
  zones: { first: { subnetId: "subnet-a" }, second: { subnetId: "subnet-b" } },
  clients: { ipv4: ["0.0.0.0/0"] },
  perZone: { min: 1, max: 4 },
  clusterArn: "arn:cluster/shop",
  taskDefinitionArn: "app:1",
  containerName: "app",
  port: 80,
  healthCheck: { path: "/" },
};

const construct = (token: string, args: object): Promise<ConstructResult> => {
  assert.ok(provider.construct);
  return provider.construct("web", token, { ...args }, {});
};

describe("The provider of components", () => {
  it("makes the component that is asked for, and all that belongs to it", async () => {
    let result: Promise<ConstructResult> | undefined;
    const made = await madeBy(() => (result = construct(SITE, site)));
    assert.ok(made.some(({ type }) => type === SITE));
    assert.ok(made.some(({ type }) => type === "aws:ecs/service:Service"));
    const { state } = (await result) ?? {};
    assert.deepEqual(Object.keys(state ?? {}).sort(), Object.keys(schema.resources[SITE]?.properties ?? {}).sort());
    const url = await new Promise((resolve) => (state?.["url"] as Output<string>).apply(resolve));
    assert.equal(url, "http://web.example");
  });

  for (const token of ["evenkeel:aws:Nothing", "evenkeel:azure:Site", "evenkeel"]) {
    it(`says that there is no component ${token}`, async () => {
      await assert.rejects(construct(token, {}), {
        message: `There is no component ${token} in this version of evenkeel.`,
      });
    });
  }

  it("makes nothing of what is refused", async () => {
    let refused: Promise<unknown> | undefined;
    const zones = { first: site.zones.first };
    const made = await madeBy(() => {
      refused = assert.rejects(construct(SITE, { ...site, zones }), (error) => {
        assert.deepEqual((error as { errors?: unknown }).errors, [
          { propertyPath: "zones.second", reason: "zones.second is missing" },
        ]);
        return true;
      });
    });
    await refused;
    assert.deepEqual(made, []);
  });

  it("has a component behind every one of the schema", async () => {
    for (const token of Object.keys(schema.resources)) {
      // With no arguments a component that there is complains of those, and of nothing else.
      await assert.rejects(construct(token, {}), (error) => "errors" in (error as object));
    }
  });
});
