import assert from "node:assert/strict";
import { nameIn, rises, sharesOf } from "../../../../components/aws/gate/shares";

const [BLUE, GREEN] = ["blue", "green"].map(
  (name) => `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${name}/1`,
) as [string, string];

const weighted = (...targetGroups: readonly { readonly arn: string; readonly weight?: number }[]) => [
  { type: "forward", forward: { targetGroups } },
];

describe("The shares in the actions of a route", () => {
  it("are as the weights", () => {
    const shares = sharesOf(weighted({ arn: BLUE, weight: 3 }, { arn: GREEN, weight: 1 }));
    assert.deepEqual(
      [...shares],
      [
        [BLUE, 0.75],
        [GREEN, 0.25],
      ],
    );
  });

  it("are all of one target group without a weight", () => {
    assert.deepEqual([...sharesOf([{ type: "forward", targetGroupArn: BLUE }])], [[BLUE, 1]]);
  });

  it("are nothing where all weights are 0", () => {
    assert.equal(sharesOf(weighted({ arn: BLUE, weight: 0 })).get(BLUE), 0);
  });

  it("are none of actions that forward nothing", () => {
    assert.equal(sharesOf([{ type: "redirect" }]).size, 0);
  });
});

describe("The target groups that are about to get more", () => {
  it("are those whose share rises", () => {
    const [before, after] = [90, 10].map((weight) =>
      sharesOf(weighted({ arn: BLUE, weight }, { arn: GREEN, weight: 100 - weight })),
    );
    assert.ok(before && after);
    assert.deepEqual(rises(before, after), [{ arn: GREEN, before: 0.1, after: 0.9 }]);
  });

  it("are those that were no part of the route", () => {
    assert.deepEqual(rises(new Map(), new Map([[BLUE, 0.5]])), [{ arn: BLUE, before: 0, after: 0.5 }]);
  });

  it("are called by the names in their ARNs, or as they are", () => {
    assert.deepEqual([nameIn(BLUE), nameIn("blue")], ["blue", "blue"]);
  });
});
