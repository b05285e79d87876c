import assert from "node:assert/strict";
import { InputPropertiesError, Output, output, secret, unknown } from "@pulumi/pulumi";
import { checked } from "../../plugin/arguments";
import { schema } from "../../plugin/schema";

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

/** Something that is not there yet, in a preview. */
const unknownOutput = () => output(unknown);

async function refusals(given: object): Promise<readonly string[]> {
  try {
    await checked(schema, SITE, { ...site, ...given });
    return [];
  } catch (error) {
    assert.ok(InputPropertiesError.isInstance(error), String(error));
    for (const { propertyPath, reason } of error.errors) assert.ok(reason.startsWith(`${propertyPath} `), reason);
    return error.errors.map(({ reason }) => reason);
  }
}

/** What is refused, and what is said of it. */
const REFUSED: Readonly<Record<string, readonly [object, ...RegExp[]]>> = {
  "one zone": [{ zones: { first: { subnetId: "subnet-a" } } }, /^zones.second is missing$/],
  "a second zone that is nothing": [
    { zones: { first: { subnetId: "subnet-a" }, second: null } },
    /^zones.second is missing$/,
  ],
  "a second zone without a subnet": [{ zones: { ...site.zones, second: {} } }, /^zones.second.subnetId is missing$/],
  "a list of zones": [{ zones: [{ subnetId: "subnet-a" }] }, /^zones must be an object, but is a list$/],
  "zones of which nobody knows how many there are": [{ zones: unknownOutput() }, /^zones must be known before/],
  "others that are none": [
    { zones: { ...site.zones, others: { subnetId: "subnet-c" } } },
    /^zones.others must be a list, but is an object$/,
  ],
  "another one without a subnet": [
    { zones: { ...site.zones, others: [{}] } },
    /^zones.others\[0\].subnetId is missing$/,
  ],
  "a property that there is not": [{ ports: [80] }, /^ports is no property; there are taskZones, zones, /],
  "a number that is a text": [{ port: "80" }, /^port must be a number, but is the string "80"$/],
  "a text that is a number": [{ containerName: 7 }, /^containerName must be a string, but is the number 7$/],
  "a tag that is a number": [{ tags: { team: 7 } }, /^tags.team must be a string, but is the number 7$/],
  "tags that are none": [{ tags: "shop" }, /^tags must be an object/],
  "a value that is not on the list": [
    { protocol: "TCP" },
    /^protocol must be one of HTTP, HTTPS, but is the string "TCP"$/,
  ],
  "a number that is not known yet": [
    { perZone: { min: unknownOutput(), max: 4 } },
    /^perZone.min must be known before/,
  ],
  "a number that is a secret": [{ port: secret(80) }, /^port must not be a secret/],
  "all that is wrong at once": [
    { zones: undefined, port: undefined, helthCheck: {} },
    /^helthCheck is no property/,
    /^port is missing$/,
    /^zones is missing$/,
  ],
};

describe("The arguments of a component", () => {
  for (const [what, [given, ...expected]] of Object.entries(REFUSED)) {
    it(`are refused with ${what}`, async () => {
      const said = await refusals(given);
      assert.equal(said.length, expected.length, said.join("\n"));
      expected.forEach((pattern, index) => {
        assert.match(said[index] ?? "", pattern);
      });
    });
  }

  it("are taken as they are where nothing is wrong", async () => {
    assert.deepEqual(await checked(schema, SITE, site), site);
  });

  it("are left to be known later where they may be", async () => {
    const subnetId = unknownOutput();
    const clusterArn = unknownOutput();
    const tags = secret({ team: "shop" });
    const given = { ...site, zones: { ...site.zones, second: { subnetId } }, clusterArn, tags };
    const taken = await checked(schema, SITE, given);
    assert.deepEqual([taken["clusterArn"] === clusterArn, taken["tags"] === tags], [true, true]);
    assert.equal((taken["zones"] as typeof given.zones).second.subnetId, subnetId);
  });

  it("are taken out of an output that is known, but for what may depend on it", async () => {
    const taken = await checked(schema, SITE, { ...site, zones: output(site.zones), port: output(80) });
    assert.equal(taken["port"], 80);
    const { second } = taken["zones"] as { second: { subnetId: unknown } };
    assert.ok(Output.isInstance(second.subnetId));
    assert.equal(await new Promise((resolve) => (second.subnetId as Output<string>).apply(resolve)), "subnet-b");
  });

  it("are refused for a component that there is not", async () => {
    await assert.rejects(checked(schema, "evenkeel:aws:Site", {}), /no component evenkeel:aws:Site in this version/);
  });
});
