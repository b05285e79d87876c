import assert from "node:assert/strict";
import { exactly, UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { backend, gcp, group, plannedGcp, service, urlMap, link } from "../../support/gcp";
import { routesOf, verdictsOn, type Seen } from "../../support/routes";

/** A load balancer with so many instances, on an address. */
function balancer(name: string, size: number, ipAddress: Value): Resource[] {
  const workers = group(name, size);
  const web = service(name, [backend(workers)]);
  const map = urlMap(name, web);
  const proxy = gcp("compute/targetHttpProxy:TargetHttpProxy", name, { urlMap: link(map) });
  const rule = gcp("compute/globalForwardingRule:GlobalForwardingRule", name, { target: link(proxy) }, { ipAddress });
  return [workers, web, map, proxy, rule];
}

function recordSet(items: readonly (readonly [weight: Value, address: Value])[]): Resource {
  const wrrs = items.map(([weight, address]): Properties => ({ weight, rrdatas: [address] }));
  return gcp("dns/recordSet:RecordSet", "api", { type: "A", routingPolicy: { wrrs } });
}

function dns(stack: readonly Resource[]): Seen {
  const found = routesOf(stack).find(({ label }) => label === "record set api");
  assert.ok(found);
  return found;
}

describe("A weighted record set of Cloud DNS", () => {
  const [blue, green] = [balancer("blue", 4, "10.0.0.1"), balancer("green", 2, "10.0.0.2")];

  it("multiplies its shares with those of the load balancers", () => {
    const seen = dns([
      ...blue,
      ...green,
      recordSet([
        [70, "10.0.0.1"],
        [30, "10.0.0.2"],
      ]),
    ]);
    assert.ok(Math.abs((seen.busiest?.atMost ?? 0) - 0.175) < 1e-9);
    assert.ok(Math.abs(seen.effective.atMost - 5.9701) < 1e-4);
  });

  it("is bounded where its weights are not known", () => {
    const seen = dns([
      ...blue,
      ...green,
      recordSet([
        [UNKNOWN, "10.0.0.1"],
        [30, "10.0.0.2"],
      ]),
    ]);
    assert.equal(seen.busiest?.atMost, 0.5);
    assert.match(seen.gaps.join(), /weights are not known/);
  });

  it("is unproved where an address is nobody's", () => {
    const stack = [
      ...blue,
      recordSet([
        [70, "10.0.0.1"],
        [30, "192.0.2.1"],
      ]),
    ];
    assert.deepEqual(verdictsOn(stack), ["unproved: an address of record set api"]);
  });

  it("follows an address that is reserved for a forwarding rule, before it is known", () => {
    const address = plannedGcp("compute/globalAddress:GlobalAddress", "blue", {});
    const [workers, web, map, proxy] = balancer("blue", 4, UNKNOWN);
    assert.ok(workers && web && map && proxy);
    const rule = plannedGcp(
      "compute/globalForwardingRule:GlobalForwardingRule",
      "blue",
      { target: link(proxy), ipAddress: UNKNOWN },
      { ipAddress: [address] },
    );
    const wrrs = [{ weight: 1, rrdatas: [UNKNOWN] }] as const;
    const set = plannedGcp("dns/recordSet:RecordSet", "api", { routingPolicy: { wrrs } }, { routingPolicy: [address] });
    assert.deepEqual(dns([address, workers, web, map, proxy, rule, set]).busiest, exactly(0.25));
  });

  it("counts instances that it addresses itself as one pool", () => {
    const machine = (name: string, networkIp: string) =>
      gcp("compute/instance:Instance", name, { zone: "us-central1-a", networkInterfaces: [{ networkIp }] });
    const [one, two] = [machine("one", "10.0.0.3"), machine("two", "10.0.0.4")];
    const set = recordSet([
      [90, "10.0.0.3"],
      [10, "10.0.0.4"],
    ]);
    assert.deepEqual(dns([one, two, set]).busiest, exactly(0.9));
    assert.deepEqual(verdictsOn([one, two, set]), []);
    assert.deepEqual(verdictsOn([one, recordSet([[1, "10.0.0.3"]])]), ["short: record set api"]);
  });
});
