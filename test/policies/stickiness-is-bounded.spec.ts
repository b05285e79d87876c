import assert from "node:assert/strict";
import { UNKNOWN, type Properties } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judged, judgedBy } from "../support/engine";
import { arn, existing } from "../support/resources";

const POLICY = "stickiness-is-bounded";

function sticky(stickiness: Properties | typeof UNKNOWN) {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool", { stickiness });
  const members = registered(group, instances("i", ["us-east-1a", "us-east-1b"]));
  return [front, ...subnets, group, ...members, listener("web", front, [[group, 1]])];
}

const messages = async (stickiness: Properties, options: Properties = {}) =>
  (await judgedBy(POLICY, sticky(stickiness), { [POLICY]: options })).map(({ message }) => message);

describe(POLICY, () => {
  it("is content with a cookie of a day", async () => {
    assert.deepEqual(await messages({ type: "lb_cookie" }), []);
  });

  it("advises on a cookie of a week", async () => {
    const [message] = await messages({ type: "lb_cookie", cookieDuration: 604_800 });
    assert.match(
      message ?? "",
      /^target group pool keeps a client for 7 days \(stickiness of type lb_cookie\); at most 1 day/,
    );
  });

  it("takes the time that it is told to", async () => {
    assert.equal((await messages({ type: "lb_cookie", cookieDuration: 7200 }, { maxSeconds: 3600 })).length, 1);
  });

  it("advises on clients that are kept by their address", async () => {
    const [message] = await messages({ type: "source_ip" });
    assert.match(
      message ?? "",
      /^target group pool keeps all clients behind one address together \(stickiness of type source_ip\)/,
    );
  });

  it("allows that where it is told to", async () => {
    assert.deepEqual(await messages({ type: "source_ip" }, { allowByAddress: true }), []);
  });

  it("does not mind stickiness that is turned off", async () => {
    assert.deepEqual(await messages({ type: "source_ip", enabled: false }), []);
  });

  it("says that it cannot tell where the setting is not known", async () => {
    const all = await judged(sticky(UNKNOWN), { [POLICY]: {} });
    assert.match(all[0]?.message ?? "", /that target group pool keeps a client for no more than 1 day/);
  });

  it("advises on a listener that keeps clients with a target group", async () => {
    const all = sticky({ type: "lb_cookie" }).filter(({ name }) => name !== "web" && !name.startsWith("web-"));
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    const other = targetGroup("other");
    const pool = all.find(({ name }) => name === "pool");
    assert.ok(front && pool);
    const forward: Properties = {
      targetGroups: [
        { arn: arn(pool), weight: 90 },
        { arn: arn(other), weight: 10 },
      ],
      stickiness: { enabled: true, duration: 604_800 },
    };
    const listening = existing("aws:lb/listener:Listener", "web", {
      loadBalancerArn: arn(front),
      port: 443,
      defaultActions: [{ type: "forward", forward }],
    });
    const others = registered(other, instances("o", ["us-east-1a", "us-east-1b"]));
    const said = await judgedBy(POLICY, [front, ...subnets, ...all, other, ...others, listening]);
    assert.deepEqual(
      said.map(({ resource }) => resource),
      ["web"],
    );
    assert.match(said[0]?.message ?? "", /^listener web:443 keeps a client for 7 days/);
  });
});
