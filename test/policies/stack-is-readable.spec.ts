import assert from "node:assert/strict";
import { listener, registered, split, targetGroup } from "../support/aws";
import { judged } from "../support/engine";
import { existing } from "../support/resources";

describe("stack-is-readable", () => {
  const filled = (entry: Record<string, string>) => ({ "stack-is-readable": { filledElsewhere: [entry] } });
  const empty = split({ blue: { weight: 1, targets: 0 } });

  it("leaves a target group that others fill unproved", async () => {
    const all = await judged(empty, filled({ urn: "*::blue", reason: "the cluster registers pods" }));
    assert.deepEqual(
      all.map(({ policy, level }) => [policy, level]),
      [["traffic-is-provable", "advisory"]],
    );
    assert.match(
      all[0]?.message ?? "",
      /targets of target group blue: something outside this stack registers them \(the cluster registers pods\)/,
    );
  });

  it("means the whole URN by a pattern", async () => {
    const [violation] = await judged(empty, filled({ urn: "*::lue", reason: "a slip" }));
    assert.equal(violation?.policy, "at-least-two-targets");
  });

  it("refuses an entry without a reason", async () => {
    const all = await judged(empty, filled({ urn: "*::blue", reason: "" }));
    assert.match(all[0]?.message ?? "", /filledElsewhere\[0\].reason must be a text that is not empty/);
    assert.equal(all[0]?.level, "mandatory");
  });

  it("refuses an option that does not exist, of any policy", async () => {
    const all = await judged(empty, {
      "max-traffic-share": { maxshare: 0.4 },
      "health-check-required": { strict: true },
    });
    const said = all.map(({ message }) => message).join("\n");
    assert.match(
      said,
      /The configuration of max-traffic-share is wrong: there is no option maxshare; its options are maxShare\./,
    );
    assert.match(said, /The configuration of health-check-required is wrong: there is no option strict; it has none\./);
  });

  it("blocks once, and names the resource and the property, where a resource makes no sense", async () => {
    const strange = existing("aws:autoscaling/group:Group", "odd", { minSize: "plenty", targetGroupArns: ["arn:x"] });
    const all = await judged([...empty, strange]);
    assert.deepEqual(
      all.map(({ policy, level, resource }) => [policy, level, resource]),
      [["stack-is-readable", "mandatory", "odd"]],
    );
    assert.match(
      all[0]?.message ?? "",
      /could not analyse this stack: minSize of odd .* must be a number of at least 0, but is a string/,
    );
    assert.doesNotMatch(all[0]?.message ?? "", /plenty/);
  });

  it("tells no number that is out of range: it may be a secret", async () => {
    const all = await judged(split({ blue: { weight: 5000, targets: 2 } }));
    assert.match(all[0]?.message ?? "", /weight of web .* must be a number from 0 to 999, but is another number/);
  });

  it("blocks whichever policy comes first, and whatever its level", async () => {
    const strange = existing("aws:autoscaling/group:Group", "odd", { minSize: {}, targetGroupArns: ["arn:x"] });
    const off = {
      "stack-is-readable": "disabled",
      "at-least-two-targets": "disabled",
      "max-traffic-share": "disabled",
    } as const;
    const all = await judged([strange], { ...off, "health-check-required": "disabled" });
    assert.deepEqual(
      all.map(({ policy, level }) => [policy, level]),
      [["traffic-is-provable", "mandatory"]],
    );
  });

  it("tells the whole of what it could not read, and what to do", async () => {
    const odd = existing("aws:autoscaling/group:Group", "odd", { minSize: "plenty", targetGroupArns: ["arn:x"] });
    const [violation] = await judged([...empty, odd]);
    assert.deepEqual(violation?.message.split("\n"), [
      "Evenkeel could not analyse this stack: minSize of odd (aws:autoscaling/group:Group) must be a number of at least 0, but is a string.",
      "The traffic was not judged, so the change is blocked. Correct the resource or, if it is right, report this as a bug.",
    ]);
  });

  it("lets what it could not read pass while the glass is broken, and says so", async () => {
    const odd = existing("aws:autoscaling/group:Group", "odd", { minSize: "plenty", targetGroupArns: ["arn:x"] });
    const until = new Date(Date.now() + 60_000).toISOString();
    const all = await judged([...empty, odd], {
      "configuration-is-valid": { breakGlass: { who: "ada", why: "INC", until } },
    });
    const failure = all.find(({ policy }) => policy === "stack-is-readable");
    assert.equal(failure?.level, "advisory");
    assert.match(failure.message, /The traffic was not judged, but the glass is broken, so it passes\./);
  });

  it("tells of a wrong option what to do about it", async () => {
    const all = await judged(empty, { "max-traffic-share": { maxshare: 0.4 } });
    const wrong = all.find(({ policy }) => policy === "max-traffic-share");
    assert.deepEqual(
      [wrong?.level, wrong?.message.split("\n")],
      [
        "mandatory",
        [
          "The configuration of max-traffic-share is wrong: there is no option maxshare; its options are maxShare.",
          "The traffic was not judged, so the change is blocked. Correct the configuration.",
        ],
      ],
    );
  });

  it("blocks where load balancers lead to one another, and names them", async () => {
    const [front, ...others] = split({ blue: { weight: 1, targets: 2 } });
    assert.ok(front);
    const inner = targetGroup("inner", { targetType: "alb", port: 443 });
    const [, link] = registered(inner, [front]);
    assert.ok(link);
    const all = await judged([front, ...others, inner, link, listener("round", front, [[inner, 1]])]);
    const failure = all.find(({ policy }) => policy === "stack-is-readable");
    assert.match(
      failure?.message ?? "",
      /^Evenkeel could not analyse this stack: traffic would go round in a circle: listener round/,
    );
  });
});
