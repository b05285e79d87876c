import assert from "node:assert/strict";
import { UNKNOWN, type Properties } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judged, judgedBy } from "../support/engine";

const POLICY = "no-silent-fail-open";

function web(inputs: Properties) {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool", inputs);
  const members = registered(group, instances("i", ["us-east-1a", "us-east-1b"]));
  return [front, ...subnets, group, ...members, listener("web", front, [[group, 1]])];
}

const stated = (minimumHealthyTargetsCount: number | typeof UNKNOWN): Properties => ({
  targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount } },
});

describe(POLICY, () => {
  it("advises where nothing says what happens when no target is healthy", async () => {
    const [violation] = await judgedBy(POLICY, web({}));
    assert.match(
      violation?.message ?? "",
      /^When no target of target group pool is healthy, it sends traffic to all targets, healthy or not, and nothing in the configuration says/,
    );
  });

  it("is content where it is stated", async () => {
    assert.deepEqual(await judgedBy(POLICY, web(stated(1))), []);
  });

  it("advises where more targets must be healthy than there are", async () => {
    const [violation] = await judgedBy(POLICY, web(stated(3)));
    assert.match(violation?.message ?? "", /takes fewer than 3 healthy targets for too few, but guarantees 2 targets/);
  });

  it("says that it cannot tell where the whole setting is not known", async () => {
    const all = await judged(web({ targetGroupHealth: UNKNOWN }), { [POLICY]: {} });
    assert.match(
      all[0]?.message ?? "",
      /that it is stated what target group pool does when too few targets are healthy/,
    );
  });
});
