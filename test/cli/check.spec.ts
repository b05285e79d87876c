import assert from "node:assert/strict";
import { UNKNOWN, type Resource, type Value } from "../../traffic";
import { balancer, instances, listener, registered, split, targetGroup } from "../support/aws";
import { evenkeel, reported, scratchFolder, stateOf } from "./support/command";

type Pools = Parameters<typeof split>[0];

const SAFE = split({ blue: { weight: 1, targets: 4 } });
const LONE = split({ blue: { weight: 1, targets: 1 } });

/** What the engine writes for a secret that is exported in the clear. */
const secret = (value: unknown): Value => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

describe("evenkeel check", () => {
  const { write } = scratchFolder();
  const state = (resources: readonly Resource[], name = "state.json") => write(name, stateOf(resources));

  it("ends with 0 where nothing blocks", async () => {
    const { code, err } = await evenkeel(["check", state(SAFE)]);
    assert.deepEqual([code, err], [0, ""]);
  });

  it("ends with 1 where something blocks", async () => {
    assert.equal((await evenkeel(["check", state(LONE)])).code, 1);
  });

  it("ends with 1 on advice where that is asked for, and never where that is", async () => {
    const advised = split({ blue: { weight: 1, targets: 2 }, green: { weight: 0, targets: 2 } });
    const ended = async (failOn: string) => (await evenkeel(["check", state(advised), "--fail-on", failOn])).code;
    assert.deepEqual([await ended("mandatory"), await ended("advisory")], [0, 1]);
    assert.equal((await evenkeel(["check", state(LONE), "--fail-on", "never"])).code, 0);
  });

  it("says what blocks, at which resource, and how the traffic is shared", async () => {
    const { out } = await evenkeel(["check", state(LONE)]);
    assert.match(out, /BLOCKS {2}at-least-two-targets {2}target group blue\n {2}listener web:443 sends 100 % of its/);
    assert.match(out, /│ listener web:443 │ instance blue-0 │ 100 % +│ 1 +│ 1 +│ 1 +│/);
  });

  it("tells findings only, where it is to be quiet", async () => {
    const { out } = await evenkeel(["check", state(LONE), "--quiet"]);
    assert.match(out, /BLOCKS/);
    assert.doesNotMatch(out, /│/);
  });

  it("judges several stacks, one after the other", async () => {
    const { stacks } = await reported(["check", state(LONE, "a.json"), state(SAFE, "b.json")]);
    assert.deepEqual(
      stacks.map(({ findings }) => findings.some(({ level }) => level === "mandatory")),
      [true, false],
    );
  });

  it("reads standard input", async () => {
    const { code, out } = await evenkeel(["check", "-"], { stdin: JSON.stringify(stateOf(LONE)) });
    assert.equal(code, 1);
    assert.match(out, /standard input/);
  });

  it("applies the configuration of the policies", async () => {
    const config = write("config.json", { "at-least-two-targets": "disabled", "max-traffic-share": { maxShare: 1 } });
    assert.equal((await evenkeel(["check", state(LONE), "--config", config])).code, 0);
  });

  it("applies exemptions, and says so", async () => {
    const decisions = {
      exemptions: [{ policy: "at-least-two-targets", urn: "*::blue", reason: "the move", until: "2999-01-31" }],
    };
    const config = write("config.json", { "configuration-is-valid": decisions });
    const { code, out } = await evenkeel(["check", state(LONE), "--config", config]);
    assert.equal(code, 0);
    assert.match(out, /Exempt until 2999-01-31: the move/);
  });

  it("reports an exemption that has expired", async () => {
    const decisions = {
      exemptions: [{ policy: "at-least-two-targets", urn: "*::blue", reason: "the move", until: "2020-01-31" }],
    };
    const config = write("config.json", { "configuration-is-valid": decisions });
    const { code, out } = await evenkeel(["check", state(SAFE), "--config", config]);
    assert.equal(code, 1);
    assert.match(out, /BLOCKS {2}configuration-is-valid\n {2}exemptions\[0\].*it expired on 2020-01-31/);
  });

  it("is silent about what is disabled", async () => {
    const names = ["configuration-is-valid", "stack-is-readable", "at-least-two-targets", "max-traffic-share"] as const;
    const config = write("config.json", Object.fromEntries(names.map((name) => [name, "disabled"])));
    const { code, out } = await evenkeel(["check", state(LONE), "--config", config]);
    assert.equal(code, 0);
    assert.doesNotMatch(out, new RegExp(names.join("|")));
  });

  it("has the preset of the stack choose the levels", async () => {
    const decisions = { stacks: [{ match: "*", preset: "advisory" }] };
    const config = write("config.json", { "configuration-is-valid": decisions });
    assert.equal((await evenkeel(["check", state(LONE), "--config", config])).code, 0);
  });

  for (const [what, configuration, words] of [
    ["that is not JSON", "{", /config\.json: it is not JSON/],
    ["with a policy that there is not", { "at-least-two": {} }, /there is no policy at-least-two$/],
    ["with an option that there is not", { "even-zones": { maxRation: 2 } }, /even-zones has no option maxRation$/],
    [
      "with a value out of range",
      { "max-traffic-share": { maxShare: 2 } },
      /max-traffic-share\.maxShare must be <= 1$/,
    ],
    ["with a level that there is not", { "even-zones": "loud" }, /even-zones must be one of advisory, mandatory/],
  ] as const) {
    it(`refuses a configuration ${what}`, async () => {
      const { code, out, err } = await evenkeel(["check", state(SAFE), "-c", write("config.json", configuration)]);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, words);
    });
  }

  it("names the file that is no state, prints nothing else, and ends with 2", async () => {
    const file = write("broken.json", '{"version": 3, "deploy');
    const { code, out, err } = await evenkeel(["check", state(LONE), file]);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(
      err,
      `error: ${file}: The file is not JSON, or is cut off. Expected what \`pulumi stack export\` or \`pulumi preview --json --show-sames\` writes`,
    );
  });

  it("says that there is no such file", async () => {
    const { code, err } = await evenkeel(["check", "nowhere.json"]);
    assert.deepEqual([code, err], [2, "error: nowhere.json: there is no such file or folder"]);
    assert.equal((await evenkeel(["check", state(LONE), "--config", "nowhere.json"])).err, err);
  });

  it("names the resource that makes no sense", async () => {
    const stack = split({ blue: { weight: 1, targets: 2 } }).map((one) =>
      one.name === "web" && one.type.endsWith("Listener")
        ? { ...one, inputs: { ...one.inputs, defaultActions: 7 } }
        : one,
    );
    const { code, err } = await evenkeel(["check", state(stack)]);
    assert.equal(code, 2);
    assert.match(err, /state\.json: the traffic cannot be judged: .*listener web.*defaultActions/);
  });

  it("asks for a file where none is given", async () => {
    assert.deepEqual(await evenkeel(["check"]), { code: 2, out: "", err: "error: a file or --stack is expected" });
  });

  it("counts a secret weight, and shows nothing from which it could be told", async () => {
    const pools: Pools = { blue: { weight: secret(90), targets: 2 }, green: { weight: secret(10), targets: 3 } };
    const file = state(split(pools));
    const [stack] = (await reported(["check", file])).stacks;
    assert.equal(stack?.routes[0]?.largestShare, "[secret]");
    const { out } = await evenkeel(["check", file]);
    assert.match(out, /│ listener web:443 │ instance blue-0 │ \[secret\] /);
    assert.doesNotMatch(out, /90|45 %|3\.3 %/);
  });

  it("finds what a secret weight does, without its numbers", async () => {
    const pools: Pools = { blue: { weight: secret(99), targets: 1 }, green: { weight: secret(1), targets: 3 } };
    const { code, out } = await evenkeel(["check", state(split(pools))]);
    assert.equal(code, 1);
    assert.match(out, /sends \[secret\] of its traffic to target group blue, which guarantees 1 target/);
    assert.doesNotMatch(out, /99/);
  });

  it("shows no port that is secret", async () => {
    const front = balancer("web", ["us-east-1a", "us-east-1b"]);
    const group = targetGroup("blue");
    const [at = group] = front;
    const stack = [
      ...front,
      group,
      ...registered(group, instances("blue", ["us-east-1a"])),
      listener("web", at, [[group, 1]], secret(8443) as never),
    ];
    const { out } = await evenkeel(["check", state(stack)]);
    assert.doesNotMatch(out, /8443/);
  });

  it("shows a range where a weight is not known", async () => {
    const pools: Pools = { blue: { weight: UNKNOWN, targets: 2 }, green: { weight: 50, targets: 2 } };
    const known = JSON.stringify(stateOf(split(pools)), (_, value: unknown) =>
      value === UNKNOWN ? "04da6b54-80e4-46f7-96ec-b56ff0331ba9" : value,
    );
    const { out } = await evenkeel(["check", write("state.json", known)]);
    assert.match(out, /\d+ to 50 %/);
  });
});
