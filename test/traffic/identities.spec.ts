import assert from "node:assert/strict";
import { canonicalHost, canonicalIdentity, eachIdentity } from "../../traffic/identities";
import { UNKNOWN, type Properties } from "../../traffic";

function identitiesOf(properties: Properties): string[] {
  const all: string[] = [];
  eachIdentity(properties, (identity) => all.push(identity));
  return all;
}

describe("A resource is known", () => {
  it("by its ARN, its id, its name and its addresses", () => {
    assert.deepEqual(identitiesOf({ arn: "arn:a", id: "i-1", name: "web", privateIp: "10.0.0.1", port: "80" }), [
      "arn:a",
      "i-1",
      "web",
      "10.0.0.1",
    ]);
  });

  it("by nothing that is empty, unknown or no text", () => {
    assert.deepEqual(identitiesOf({ arn: "", id: UNKNOWN, name: 7, dnsName: "" }), []);
  });

  it("by its path in Google Cloud, with its project and without", () => {
    const path = "projects/p/regions/r/backendServices/web";
    assert.deepEqual(identitiesOf({ selfLink: `https://www.googleapis.com/compute/v1/${path}` }), [
      path,
      "regions/r/backendServices/web",
    ]);
    assert.deepEqual(identitiesOf({ id: "my/projects/p/zones/z/x" }), ["my/projects/p/zones/z/x"]);
    assert.deepEqual(identitiesOf({ id: "projects/p/secrets/s" }), ["projects/p/secrets/s"]);
  });

  it("by its names in the domain name system", () => {
    assert.deepEqual(identitiesOf({ dnsName: "Web.example.com." }), ["web.example.com"]);
  });
});

describe("One form stands for all", () => {
  for (const [given, form] of [
    ["https://www.googleapis.com/compute/v1/projects/p/x", "projects/p/x"],
    ["http://compute.googleapis.com/compute/beta/projects/p/x", "projects/p/x"],
    ["//compute.googleapis.com/projects/p/x", "projects/p/x"],
    ["https://compute.googleapis.com/compute/v1beta2/projects/p/x", "projects/p/x"],
    ["https://example.com/compute/v1/projects/p/x", "https://example.com/compute/v1/projects/p/x"],
    ["see https://www.googleapis.com/compute/v1/x", "see https://www.googleapis.com/compute/v1/x"],
    ["projects/p/x", "projects/p/x"],
  ] as const) {
    it(`of the reference ${given}`, () => {
      assert.equal(canonicalIdentity(given), form);
    });
  }

  for (const [given, form] of [
    ["dualstack.Web.example.com.", "web.example.com"],
    ["not.dualstack.example.com", "not.dualstack.example.com"],
    ["\\052.example.com", "*.example.com"],
    ["a.\\052.example.com", "a.\\052.example.com"],
  ] as const) {
    it(`of the name ${given}`, () => {
      assert.equal(canonicalHost(given), form);
    });
  }
});
