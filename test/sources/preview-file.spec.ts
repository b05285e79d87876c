import assert from "node:assert/strict";
import { stackIn } from "../../sources/stack-file";
import { UNKNOWN, type Resource } from "../../traffic";

const TYPE = "aws:lb/targetGroup:TargetGroup";

const state = (name: string, inputs: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  urn: `urn:pulumi:prod::shop::${TYPE}::${name}`,
  type: TYPE,
  inputs,
  ...more,
});

function previewOf(steps: readonly Record<string, unknown>[], more: Record<string, unknown> = {}): unknown {
  return { steps, ...more };
}

function portsOf(resources: readonly Resource[] = []): Record<string, unknown> {
  return Object.fromEntries(resources.map(({ name, inputs }) => [name, inputs["port"]]));
}

describe("A preview", () => {
  it("shows what is deployed, and what is to become of it", () => {
    const { kind, before, resources } = stackIn(
      previewOf([
        { op: "same", oldState: state("same", { port: 1 }), newState: state("same", { port: 1 }) },
        { op: "update", oldState: state("changed", { port: 1 }), newState: state("changed", { port: 2 }) },
        { op: "create", newState: state("new", { port: 2 }) },
        { op: "delete", oldState: state("gone", { port: 1 }) },
      ]),
    );
    assert.equal(kind, "preview");
    assert.deepEqual(portsOf(before), { same: 1, changed: 1, gone: 1 });
    assert.deepEqual(portsOf(resources), { same: 1, changed: 2, new: 2 });
  });

  it("keeps the outputs of what is not replaced, by which others refer to it", () => {
    const old = state(
      "group",
      { port: 1, weight: 5 },
      { id: "tg-1", outputs: { arn: "arn:group", port: 1, weight: 5 } },
    );
    const outputs = (op: string) =>
      stackIn(previewOf([{ op, oldState: old, newState: state("group", { port: 2 }) }])).resources[0]?.outputs;
    // The program no longer gives a weight, so the old one need not stay.
    assert.deepEqual(outputs("update"), { id: "tg-1", arn: "arn:group", port: 1 });
    assert.deepEqual(outputs("create-replacement"), {});
  });

  it("counts a resource once that is replaced in several steps", () => {
    const [old, made] = [state("group", { port: 1 }), state("group", { port: 2 })];
    const { before, resources } = stackIn(
      previewOf([
        { op: "create-replacement", oldState: old, newState: made },
        { op: "replace", oldState: old, newState: made },
        { op: "delete-replaced", oldState: old },
      ]),
    );
    assert.deepEqual([portsOf(before), portsOf(resources)], [{ group: 1 }, { group: 2 }]);
  });

  for (const [what, value] of [
    ["not known before the update", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
    ["secret, so that the preview does not show it", "[secret]"],
  ] as const) {
    it(`takes a value for unknown that is ${what}`, () => {
      const { resources } = stackIn(previewOf([{ op: "create", newState: state("group", { port: value }) }]));
      assert.equal(resources[0]?.inputs["port"], UNKNOWN);
    });
  }

  it("leaves out what the program only looks up", () => {
    const { resources } = stackIn(previewOf([{ op: "read", newState: state("theirs", {}, { external: true }) }]));
    assert.deepEqual(resources, []);
  });

  it("is refused where it does not show what stays the same", () => {
    const steps = [{ op: "same", oldState: state("one"), newState: state("one") }];
    assert.throws(() => stackIn(previewOf(steps, { changeSummary: { same: 3 } })), {
      name: "SourceError",
      message:
        "The preview leaves out 2 resources that do not change. Make it with `pulumi preview --json --show-sames`",
    });
  });

  it("is refused where it failed", () => {
    const diagnostics = [
      { severity: "warning", message: "a warning" },
      { severity: "error", message: "the program threw\n" },
    ];
    assert.throws(() => stackIn(previewOf([], { diagnostics })), {
      message: "The preview failed, and may not show the whole stack: the program threw. Mend that first",
    });
  });

  for (const [what, text, message] of [
    ["has steps that are no list", '{"steps":{}}', /^steps is not a list\./],
    ["has a step that is no object", '{"steps":[1]}', /^steps\[0\] is not an object\./],
    ["has a state without a URN", '{"steps":[{"op":"create","newState":{}}]}', /^steps\[0\]\.newState has no urn/],
  ] as const) {
    it(`is refused where it ${what}`, () => {
      assert.throws(() => stackIn(JSON.parse(text)), { name: "SourceError", message });
    });
  }
});
