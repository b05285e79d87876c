import assert from "node:assert/strict";
import { between, exactly, UNKNOWN, type Properties } from "../../../traffic";
import { failOpenOf } from "../../../traffic/gcp/fail-open";
import { probeOf } from "../../../traffic/gcp/health-checks";
import { sessionAffinityOf } from "../../../traffic/gcp/session-affinity";
import { readGraph } from "../../../traffic/read-graph";
import { Stack } from "../../../traffic/stack";
import { at } from "../../support/at";
import { backend, forwardingRule, gcp, regional, regionalService, service } from "../../support/gcp";

const ENDLESS = exactly(Infinity);
const ANY_TIME = between(0, Infinity);

describe("Session affinity", () => {
  const affinity = (inputs: Properties) => sessionAffinityOf(service("web", [], inputs));
  const by = (sessionAffinity: string, more: Properties = {}) => affinity({ sessionAffinity, ...more });

  for (const [what, found, expected] of [
    ["a client's address", by("CLIENT_IP"), { by: "address", lifetime: ENDLESS, label: "sessionAffinity CLIENT_IP" }],
    [
      "an address and protocol",
      by("CLIENT_IP_PROTO"),
      { by: "address", lifetime: ENDLESS, label: "sessionAffinity CLIENT_IP_PROTO" },
    ],
    [
      "an address whatever the destination",
      by("CLIENT_IP_NO_DESTINATION"),
      { by: "address", lifetime: ENDLESS, label: "sessionAffinity CLIENT_IP_NO_DESTINATION" },
    ],
    ["a header", by("HEADER_FIELD"), { by: "client", lifetime: ENDLESS, label: "sessionAffinity HEADER_FIELD" }],
    [
      "a cookie that the load balancer makes",
      by("GENERATED_COOKIE", { affinityCookieTtlSec: 600 }),
      { by: "client", lifetime: exactly(600), label: "sessionAffinity GENERATED_COOKIE" },
    ],
    [
      "such a cookie that lasts as long as the browser",
      by("GENERATED_COOKIE"),
      { by: "client", lifetime: ENDLESS, label: "sessionAffinity GENERATED_COOKIE" },
    ],
    [
      "a cookie over HTTP",
      by("HTTP_COOKIE", { consistentHash: { httpCookie: { ttl: { seconds: 60 } } } }),
      { by: "client", lifetime: exactly(60), label: "sessionAffinity HTTP_COOKIE" },
    ],
    [
      "such a cookie without a time",
      by("HTTP_COOKIE"),
      { by: "client", lifetime: ENDLESS, label: "sessionAffinity HTTP_COOKIE" },
    ],
    [
      "a strong cookie",
      by("STRONG_COOKIE_AFFINITY", { strongSessionAffinityCookie: { name: "s", ttl: { seconds: "90" } } }),
      { by: "client", lifetime: exactly(90), label: "sessionAffinity STRONG_COOKIE_AFFINITY" },
    ],
  ] as const) {
    it(`by ${what}`, () => {
      assert.deepEqual(found, { ...expected, gaps: [] });
    });
  }

  it("is none where it is not given, or each connection is on its own", () => {
    assert.equal(affinity({}), undefined);
    assert.equal(by("NONE"), undefined);
    assert.equal(by("CLIENT_IP_PORT_PROTO"), undefined);
  });

  for (const [what, inputs] of [
    ["the time of a generated cookie", { sessionAffinity: "GENERATED_COOKIE", affinityCookieTtlSec: UNKNOWN }],
    ["the hash", { sessionAffinity: "HTTP_COOKIE", consistentHash: UNKNOWN }],
    ["the cookie", { sessionAffinity: "HTTP_COOKIE", consistentHash: { httpCookie: UNKNOWN } }],
    [
      "the time of a cookie over HTTP",
      { sessionAffinity: "HTTP_COOKIE", consistentHash: { httpCookie: { ttl: UNKNOWN } } },
    ],
    [
      "the seconds of a strong cookie",
      { sessionAffinity: "STRONG_COOKIE_AFFINITY", strongSessionAffinityCookie: { ttl: { seconds: UNKNOWN } } },
    ],
  ] as const) {
    it(`lasts for any time where ${what} is not known`, () => {
      const found = affinity(inputs);
      assert.deepEqual(found?.lifetime, ANY_TIME);
      assert.equal(found.by, "client");
      assert.equal(found.gaps.length, 1);
    });
  }

  it("may be anything where its kind is not known", () => {
    const found = affinity({ sessionAffinity: UNKNOWN });
    assert.deepEqual([found?.by, found?.lifetime, found?.gaps.length], [undefined, ANY_TIME, 1]);
  });
});

describe("The health check of a service", () => {
  const probe = (check: Properties, inputs: Properties = {}) => {
    const own = gcp("compute/healthCheck:HealthCheck", "check", check);
    const web = service("web", [], { healthChecks: own.outputs["selfLink"] ?? null, ...inputs });
    return probeOf(new Stack([own, web]), web);
  };

  it("has the service's defaults", () => {
    const found = probe({ httpHealthCheck: { requestPath: "/" } });
    assert.deepEqual(
      [found?.interval, found?.timeout, found?.unhealthyThreshold, found?.asksOnlyThePort, found?.refused, found?.gaps],
      [exactly(5), exactly(5), exactly(2), false, [], []],
    );
  });

  it("says what the service would refuse", () => {
    assert.deepEqual(probe({ checkIntervalSec: 400, timeoutSec: 0, unhealthyThreshold: 11 })?.refused, [
      "checkIntervalSec must be 1 to 300 seconds, but is 400",
      "timeoutSec must be 1 to 300 seconds, but is 0",
      "unhealthyThreshold must be 1 to 10, but is 11",
    ]);
    assert.deepEqual(probe({ checkIntervalSec: 300, timeoutSec: 1, unhealthyThreshold: 10 })?.refused, []);
  });

  it("says what of it is not known", () => {
    const found = probe({ checkIntervalSec: UNKNOWN });
    assert.deepEqual(found?.interval, ANY_TIME);
    assert.deepEqual(
      found.gaps.map(({ property }) => property),
      ["checkIntervalSec"],
    );
    assert.deepEqual(found.refused, []);
  });

  for (const [protocol, tried, asksOnly] of [
    [null, "tcpHealthCheck", true],
    ["HTTPS", "sslHealthCheck", true],
    ["TCP", "tcpHealthCheck", false],
    [UNKNOWN, "tcpHealthCheck", undefined],
    ["HTTP", "httpHealthCheck", false],
  ] as const) {
    it(`${asksOnly === true ? "only tries" : "does not only try"} the port with ${tried} of protocol ${String(protocol)}`, () => {
      assert.equal(probe({ [tried]: { port: 80 } }, { protocol })?.asksOnlyThePort, asksOnly);
    });
  }

  it("tries the port of a service that passes packets through, which speaks TCP by default", () => {
    const own = gcp("compute/healthCheck:HealthCheck", "check", { tcpHealthCheck: { port: 80 } });
    const web = regionalService("web", [], { healthChecks: own.outputs["selfLink"] ?? null });
    assert.equal(probeOf(new Stack([own, web]), web)?.asksOnlyThePort, false);
  });

  it("is not read where it is outside the stack, or there are two", () => {
    assert.equal(probe({}, { healthChecks: "elsewhere" }), undefined);
    const both = ["one", "two"].map((name) => gcp("compute/healthCheck:HealthCheck", name));
    const web = service("web", [], { healthChecks: both.map(({ outputs }) => outputs["selfLink"] ?? null) });
    assert.equal(probeOf(new Stack([...both, web]), web), undefined);
  });
});

describe("A service that passes packets through, none of whose backends is healthy", () => {
  const failOpen = (failoverPolicy: Properties[string]) => failOpenOf(regionalService("web", [], { failoverPolicy }));

  it("sends to all of them, unless it is told to drop", () => {
    assert.match(failOpen(null).then, /^it sends traffic to all backends as a last resort/);
    assert.match(failOpen({ dropTrafficIfUnhealthy: false }).then, /^it sends traffic to all backends/);
    assert.equal(failOpen({ dropTrafficIfUnhealthy: true }).then, "it drops the traffic");
  });

  it("does what is stated only where it is stated", () => {
    assert.equal(failOpen(null).isStated, false);
    assert.equal(failOpen({ failoverRatio: 0.5 }).isStated, false);
    assert.equal(failOpen({ dropTrafficIfUnhealthy: false }).isStated, true);
  });

  it("may do either where that is not known", () => {
    for (const unknown of [UNKNOWN, { dropTrafficIfUnhealthy: UNKNOWN }] as const) {
      assert.equal(failOpen(unknown).isStated, undefined);
      assert.equal(failOpen(unknown).gaps.length, 1);
    }
  });
});

describe("A service that passes packets through", () => {
  const pooled = (...backends: readonly Properties[]) => {
    const groups = ["one", "two"].map((name) => regional(name, 2));
    const all = backends.map((fields, index) => backend(at(groups, index), fields));
    const db = regionalService("db", all, { loadBalancingScheme: "INTERNAL" });
    return readGraph([...groups, db, forwardingRule("db", db)]).pools.get(db.urn);
  };

  it("has nothing to state where no backend stands by: Google Cloud refuses a policy for failover then", () => {
    assert.equal(pooled({})?.failOpen, undefined);
  });

  it("is to state what it does where one stands by, or may", () => {
    assert.equal(pooled({}, { failover: true })?.failOpen?.isStated, false);
    assert.equal(pooled({}, { failover: UNKNOWN })?.failOpen?.isStated, false);
  });
});
