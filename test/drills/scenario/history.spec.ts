import assert from "node:assert/strict";
import { seeded } from "../../../drills/physics/random";
import { historyOf } from "../../../drills/scenario/history";
import { UNKNOWN, type Properties } from "../../../traffic";
import { existing } from "../../support/resources";

const plain = (text: string) => text;
const one = (inputs: Properties) => existing("aws:lb/targetGroup:TargetGroup", "web", inputs);
const changed = (before: Properties, after: Properties) =>
  historyOf([one(before)], [one(after)], seeded(1), plain).find(({ at }) => at === 0)?.lines;

describe("The history of a drill", () => {
  it("shows a change property by property, whatever it is", () => {
    assert.deepEqual(
      changed({ port: 80, list: [1, { a: 1 }], same: "x" }, { list: [1, { a: 2 }], same: "x", made: true }),
      [
        "~ aws:lb/targetGroup:TargetGroup web  port: 80 => (none)",
        "~ aws:lb/targetGroup:TargetGroup web  list[1].a: 1 => 2",
        "~ aws:lb/targetGroup:TargetGroup web  made: (none) => true",
      ],
    );
  });

  it("shows nothing of a value that is not known: it may be secret", () => {
    const lines = changed({ a: UNKNOWN, b: { c: 1 } }, { a: 1, b: [UNKNOWN] })?.join("\n") ?? "";
    assert.match(lines, /a: \(not shown\) => 1/);
    assert.match(lines, /b\.0: \(none\) => \(not shown\)/);
  });

  it("shows nothing of a value that is not known within one that is new", () => {
    assert.deepEqual(changed({}, { rule: { port: 80, token: UNKNOWN } }), [
      '~ aws:lb/targetGroup:TargetGroup web  rule: (none) => {"port":80,"token":"(not shown)"}',
    ]);
  });

  it("shows what is taken away, and what is added", () => {
    const lines = historyOf([one({})], [existing("aws:ec2/instance:Instance", "new")], seeded(1), plain).flatMap(
      (change) => change.lines,
    );
    assert.ok(lines.includes("- aws:lb/targetGroup:TargetGroup web"));
    assert.ok(lines.includes("+ aws:ec2/instance:Instance new"));
  });

  it("has harmless changes of what the fault is not about, if there is anything else", () => {
    const [first] = historyOf(
      [one({}), existing("aws:ec2/vpc:Vpc", "net")],
      [existing("aws:ec2/vpc:Vpc", "net")],
      seeded(1),
      plain,
    );
    assert.equal(first?.title, "tags of net");
    assert.equal(historyOf([one({})], [], seeded(1), plain)[0]?.title, "tags of the stack");
  });
});
