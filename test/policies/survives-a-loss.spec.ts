import assert from "node:assert/strict";
import { split } from "../support/aws";
import { judgedBy } from "../support/engine";

const POLICY = "survives-a-loss";

/** What the policy says of a target group with so many instances. */
async function said(targets: number, options: Readonly<Record<string, number | string>>): Promise<string[]> {
  const all = await judgedBy(POLICY, split({ pool: { weight: 1, targets } }), { [POLICY]: options });
  return all.map(({ message }) => message);
}

describe(POLICY, () => {
  it("allows by default that one of two gets everything when the other fails", async () => {
    assert.deepEqual(await said(2, {}), []);
  });

  it("advises on what is left of two where a team demands more", async () => {
    const [message] = await said(2, { maxShareAfterLoss: 0.5, lossOf: "backend" });
    assert.match(
      message ?? "",
      /^When instance pool-\d fails, one backend gets 100 % of the traffic of listener web:443;/,
    );
  });

  it("is content with three where half may go to each that is left", async () => {
    assert.deepEqual(await said(3, { maxShareAfterLoss: 0.5, lossOf: "backend" }), []);
  });

  it("advises on the loss of a zone", async () => {
    const [message] = await said(4, { maxShareAfterLoss: 0.4, lossOf: "zone" });
    assert.match(message ?? "", /^When us-east-1a fails, one backend gets 50 %/);
  });

  it("judges either loss where it is not told which", async () => {
    assert.equal((await said(4, { maxShareAfterLoss: 0.3 })).length, 2);
  });
});
