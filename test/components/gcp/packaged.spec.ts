import assert from "node:assert/strict";
import { InputPropertyError } from "@pulumi/pulumi";
import { CloudRunSite, InstanceSite, type InstanceSiteArgs } from "../../../components/gcp";
import { inputsOf, madeBy } from "../made";
import { healthCheck, REGION, ZONES } from "./site";

const site = (args: Partial<InstanceSiteArgs> = {}) =>
  new InstanceSite("web", {
    ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 80, healthCheck },
    ...{
      network: "projects/shop/global/networks/main",
      instanceTemplate: "projects/shop/global/instanceTemplates/web",
    },
    reach: { tags: ["web"] },
    ...args,
  });

describe("A packaged component of Google Cloud", () => {
  it("is a load balancer with the instances that it leads to", async () => {
    const made = await madeBy(() => site());
    for (const type of ["GlobalForwardingRule", "BackendService", "RegionInstanceGroupManager", "RegionAutoscaler"]) {
      assert.equal(made.filter((one) => one.type.endsWith(`:${type}`)).length, 1, type);
    }
    assert.deepEqual(inputsOf(made, "Firewall")["targetTags"], ["web"]);
  });

  it("lets the load balancer in to the instances of service accounts", async () => {
    const made = await madeBy(() => site({ reach: { serviceAccounts: ["web@shop.iam.gserviceaccount.com"] } }));
    assert.deepEqual(inputsOf(made, "Firewall")["targetServiceAccounts"], ["web@shop.iam.gserviceaccount.com"]);
  });

  it("leaves firewall rules to others who make them elsewhere", async () => {
    const made = await madeBy(() => site({ reach: { elsewhere: true } }));
    assert.ok(!made.some(({ type }) => type.endsWith(":Firewall")));
  });

  it("leads to a service of Cloud Run by its name", async () => {
    const made = await madeBy(() => new CloudRunSite("api", { region: REGION, serviceName: "api", cdn: {} }));
    const { cloudRun, region } = inputsOf(made, "RegionNetworkEndpointGroup");
    assert.deepEqual([cloudRun, region], [{ service: "api" }, REGION]);
  });

  for (const [what, make, path] of [
    ["instances of which nothing is said", () => site({ reach: {} }), "reach"],
    ["instances that are named in two ways", () => site({ reach: { tags: ["web"], elsewhere: true } }), "reach"],
    ["one zone twice", () => site({ zones: { first: `${REGION}-b`, second: `${REGION}-b` } }), "zones.second"],
    ["no instance in a zone", () => site({ perZone: { min: 0, max: 3 } }), "perZone.min"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await madeBy(() => {
        assert.throws(make, (error) => InputPropertyError.isInstance(error) && error.propertyPath === path);
      });
    });
  }
});
