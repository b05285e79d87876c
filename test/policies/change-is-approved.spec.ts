import assert from "node:assert/strict";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { digestOf, readGraph, type Resource } from "../../traffic";
import { inMinutes, Team } from "../control/support/team";
import { split } from "../support/aws";
import { judgedBy } from "../support/engine";

const ROOT: Resource = {
  ...{ urn: "urn:pulumi:test::test::pulumi:pulumi:Stack::test-test", type: "pulumi:pulumi:Stack", name: "test-test" },
  ...{ inputs: {}, outputs: {}, propertyDependencies: {}, ignoreChanges: [] },
};
const shared = (blue: number, green: number, size = 5) => [
  ROOT,
  ...split({ blue: { weight: blue, targets: size }, green: { weight: green, targets: size } }),
];
const digest = (resources: readonly Resource[]) => digestOf(readGraph(resources), resources);

const [DEPLOYED, MADE, SAFER] = [shared(50, 50), shared(90, 10), shared(50, 50, 6)];
const change = { stack: "test/test", previous: digest(DEPLOYED), digest: digest(MADE) };

describe("change-is-approved", () => {
  const environment = { ...process.env };
  let team: Team;

  beforeEach(() => {
    team = new Team();
    // Stands for the Pulumi CLI, which is asked for what is deployed.
    const cli = join(team.folder, "pulumi");
    writeFileSync(cli, `#!/bin/sh\ncat '${join(team.folder, "state.json")}'\n`);
    chmodSync(cli, 0o755);
    deploy(DEPLOYED);
    process.env["PATH"] = `${team.folder}${delimiter}${environment["PATH"] ?? ""}`;
    process.env["PULUMI_DRY_RUN"] = "true";
  });

  afterEach(() => {
    process.env = { ...environment };
    team.remove();
  });

  const deploy = (resources: readonly Resource[]) => {
    writeFileSync(join(team.folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
  };

  async function said(resources: readonly Resource[], options: object = {}, more: object = {}): Promise<string[]> {
    const own = { required: "always", checkout: team.repository, base: "main", ...options };
    const all = await judgedBy("change-is-approved", resources, { "change-is-approved": own, ...more });
    return all.map(({ level, message }) => `${level}: ${message}`);
  }

  it("is off until it is configured", async () => {
    assert.deepEqual(await said(MADE, { required: "never" }), []);
  });

  it("asks for the approval of two, and says of what", async () => {
    const [message = ""] = await said(MADE);
    assert.match(
      message,
      /^mandatory: This change of how test\/test shares its traffic needs the approval of 2 people, and has none\./,
    );
    assert.ok(message.includes(`Its digest is ${change.digest}, from ${change.previous}.`), message);
    assert.match(message, /- listener web:443 guarantees less than before/);
  });

  it("names those who have approved, and why others do not count", async () => {
    await team.approve("ada", change, { at: change });
    await team.approve("dan", change, { at: change });
    const [message = ""] = await said(MADE);
    assert.match(message, /and has that of ada@example\.com only\./);
    assert.match(message, /\(dan@example\.com\) does not count: dan@example\.com wrote the change/);
  });

  it("lets a change pass that two have approved", async () => {
    for (const person of ["ada", "bob"]) await team.approve(person, change, { at: change });
    assert.deepEqual(await said(MADE), []);
  });

  it("asks for nothing where the traffic stays as it is", async () => {
    assert.deepEqual(await said(DEPLOYED.map((one) => ({ ...one, inputs: { ...one.inputs, tags: { a: "b" } } }))), []);
  });

  it("asks only where a risk rises, if that is configured", async () => {
    assert.deepEqual(await said(SAFER, { required: "risk" }), []);
    assert.equal((await said(MADE, { required: "risk" })).length, 1);
    assert.equal((await said(SAFER)).length, 1);
  });

  it("takes signers and revoked keys from the configuration, if they stand there", async () => {
    for (const person of ["ada", "bob"]) await team.approve(person, change, { at: change });
    const signers = team.signersOf("ada", "bob").trim().split("\n");
    assert.deepEqual(await said(MADE, { signers }), []);
    assert.match((await said(MADE, { signers, revoked: [team.publicKey("bob")] }))[0] ?? "", /its key is revoked/);
  });

  it("lets a change pass under broken glass, says so, and asks for approvals until two others have given them", async () => {
    await team.approve("dan", { ...change, kind: "break glass", reason: "INC-42" }, { at: change });
    assert.match(
      (await said(MADE))[0] ?? "",
      /^advisory: THE GLASS IS BROKEN for this change of test\/test, by dan@example\.com, until .*: INC-42/,
    );
    deploy(MADE);
    assert.match(
      (await said(MADE))[0] ?? "",
      /^advisory: What test\/test runs went live under broken glass, by dan@example\.com at .*: INC-42\n2 other people must/,
    );
    for (const person of ["ada", "bob"]) await team.approve(person, change, { at: change });
    assert.deepEqual(await said(MADE), []);
  });

  it("advises only, where the glass is broken for all policies", async () => {
    const breakGlass = { who: "ada", why: "INC-42", until: inMinutes(30) };
    const [message = ""] = await said(MADE, {}, { "configuration-is-valid": { breakGlass } });
    assert.match(message, /^advisory: This change/);
  });

  it("judges an update that no preview has bound, against what was deployed before it", async () => {
    process.env["PULUMI_DRY_RUN"] = "false";
    assert.equal((await said(MADE)).length, 1);
  });

  it("keeps silent where nothing is to change", async () => {
    delete process.env["PULUMI_DRY_RUN"];
    assert.deepEqual(await said(MADE), []);
  });

  for (const [what, options, why] of [
    [
      "nobody says where the checkout is",
      { checkout: "" },
      /does not say where the git checkout is: set the variable EVENKEEL_CHECKOUT/,
    ],
    ["git cannot tell who wrote the change", { base: "origin/main" }, /git knows no commit origin\/main/],
    [
      "it is to be required in a way that there is not",
      { required: "sometimes" },
      /required must be one of never, risk, always/,
    ],
  ] as const) {
    it(`blocks where ${what}`, async () => {
      delete process.env["EVENKEEL_CHECKOUT"];
      const messages = await said(MADE, options);
      assert.ok(messages.length > 0);
      for (const message of messages) assert.match(message, new RegExp(`^mandatory: .*${why.source}`));
    });
  }

  it("finds the checkout by a variable of the environment", async () => {
    process.env["EVENKEEL_CHECKOUT"] = team.repository;
    assert.match((await said(MADE, { checkout: "" }))[0] ?? "", /needs the approval/);
  });

  it("blocks where what is deployed cannot be read", async () => {
    rmSync(join(team.folder, "state.json"));
    assert.match(
      (await said(MADE)).join("\n"),
      /^mandatory: What is deployed cannot be read, so nobody can tell what changes/,
    );
  });
});
