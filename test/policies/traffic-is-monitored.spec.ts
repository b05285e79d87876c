import assert from "node:assert/strict";
import { UNKNOWN, type Properties, type Resource, type Value } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judgedBy, type Configuration } from "../support/engine";
import { backend, forwardingRule, gcp, group, link, regional, regionalService, service, urlMap } from "../support/gcp";
import { existing, planned } from "../support/resources";

const POLICY = "traffic-is-monitored";
const ZONES = ["us-east-1a", "us-east-1b"];
const [blue, green] = [targetGroup("blue"), targetGroup("green")];

/** A listener that leads to two target groups, and alarms. */
function site(...alarms: readonly Resource[]): Resource[] {
  const [front, ...subnets] = balancer("web", ZONES);
  assert.ok(front);
  const pools = [blue, green].flatMap((pool) => [pool, ...registered(pool, instances(pool.name, ZONES))]);
  return [
    front,
    ...subnets,
    ...pools,
    listener("web", front, [
      [blue, 1],
      [green, 1],
    ]),
    ...alarms,
  ];
}

const alarm = (name: string, inputs: Properties) => existing("aws:cloudwatch/metricAlarm:MetricAlarm", name, inputs);
/** What CloudWatch knows a target group by. */
const suffix = ({ outputs }: Resource): Value => (outputs["arn"] as string).split(":").at(-1) ?? "";
const healthOf = (pool: Resource, name = "HealthyHostCount") =>
  alarm(`${pool.name}-health`, {
    metricName: name,
    dimensions: { TargetGroup: suffix(pool), LoadBalancer: "app/web/1" },
  });

const found = async (stack: readonly Resource[], configuration: Configuration = {}) =>
  (await judgedBy(POLICY, stack, configuration)).map(({ resource }) => resource);
const unproved = async (stack: readonly Resource[]) =>
  (await judgedBy("traffic-is-provable", stack)).filter(({ message }) => message.includes("an alarm watches")).length;

describe(POLICY, () => {
  it("says nothing of a stack without alarms, which may be elsewhere", async () => {
    assert.deepEqual(await found(site()), []);
  });

  it("names each pool of such a stack where alarms belong there", async () => {
    assert.deepEqual(await found(site(), { [POLICY]: { everywhere: true } }), ["blue", "green"]);
  });

  it("names the pool that was left out", async () => {
    const violations = await judgedBy(POLICY, site(healthOf(blue)));
    assert.deepEqual(
      violations.map(({ resource, level }) => [resource, level]),
      [["green", "advisory"]],
    );
    assert.match(
      violations[0]?.message ?? "",
      /^target group green receives traffic, and no alarm of this stack watches how many/,
    );
  });

  for (const metric of ["HealthyHostCount", "UnHealthyHostCount", "UnhealthyStateRouting"]) {
    it(`is content with alarms on ${metric} that are written by hand`, async () => {
      assert.deepEqual(await found(site(healthOf(blue, metric), healthOf(green, metric))), []);
    });
  }

  it("does not take alarms on something else for it", async () => {
    assert.deepEqual(await found(site(healthOf(blue), healthOf(green, "RequestCount"))), ["green"]);
  });

  it("reads metric math", async () => {
    const metric: Properties = { metricName: "HealthyHostCount", dimensions: { TargetGroup: suffix(green) } };
    const math = alarm("math", {
      metricQueries: [
        { id: "a", metric },
        { id: "b", expression: "a - 2", returnData: true },
      ],
    });
    assert.deepEqual(await found(site(healthOf(blue), math)), []);
  });

  it("takes an unknown dimension for the one target group that it is made from", async () => {
    const inputs: Properties = { metricName: "HealthyHostCount", dimensions: { TargetGroup: UNKNOWN } };
    const own = planned("aws:cloudwatch/metricAlarm:MetricAlarm", "new", inputs, {
      dependencies: { dimensions: [green] },
    });
    assert.deepEqual(await found(site(healthOf(blue), own)), []);
  });

  for (const [what, inputs, behind] of [
    ["made from several target groups", { metricName: "HealthyHostCount", dimensions: UNKNOWN }, [blue, green]],
    ["on a metric that is not known", { metricName: UNKNOWN, dimensions: { TargetGroup: suffix(green) } }, []],
    [
      "that searches for its metrics",
      { metricQueries: [{ id: "a", expression: 'SELECT MIN(HealthyHostCount) FROM "AWS/ApplicationELB"' }] },
      [],
    ],
  ] as const) {
    it(`cannot tell of an alarm ${what}, and says so`, async () => {
      const own = planned("aws:cloudwatch/metricAlarm:MetricAlarm", "new", inputs, {
        dependencies: { dimensions: behind },
      });
      assert.deepEqual(await found(site(healthOf(blue), own)), []);
      assert.equal(await unproved(site(healthOf(blue), own)), 1);
    });
  }

  it("asks for no alarm on the health of a function", async () => {
    const [front, ...subnets] = balancer("web", ZONES);
    assert.ok(front);
    const hello = targetGroup("hello", { targetType: "lambda" });
    assert.deepEqual(
      await found([front, ...subnets, hello, listener("web", front, [[hello, 1]])], { [POLICY]: { everywhere: true } }),
      [],
    );
  });

  it("is content with an alarm on a classic load balancer", async () => {
    const classic = existing("aws:elb/loadBalancer:LoadBalancer", "old", { name: "old", instances: [] });
    const own = alarm("old", { metricName: "HealthyHostCount", dimensions: { LoadBalancerName: "old" } });
    assert.deepEqual(await found([classic, own]), []);
  });

  describe("on Google Cloud", () => {
    const FILTER = 'metric.type="loadbalancing.googleapis.com/https/backend_request_count"';
    const front = (...policies: readonly Resource[]) => {
      const one = group("one", 4);
      const [web, api] = ["web", "api"].map((name) => service(name, [backend(one)]));
      assert.ok(web && api);
      const pathMatchers: Properties[] = [{ name: "api", defaultService: link(api) }];
      return [
        one,
        web,
        api,
        urlMap("map", web, { hostRules: [{ hosts: ["api"], pathMatcher: "api" }], pathMatchers }),
        ...policies,
      ];
    };
    const policy = (name: string, ...conditions: readonly Properties[]) =>
      gcp("monitoring/alertPolicy:AlertPolicy", name, { combiner: "OR", conditions });
    const threshold = (filter: string): Properties => ({ displayName: "c", conditionThreshold: { filter } });

    it("says nothing of a stack without alert policies", async () => {
      assert.deepEqual(await found(front()), []);
    });

    it("names the backend service that was left out", async () => {
      const own = policy("own", threshold(`${FILTER} AND resource.labels.backend_target_name="web"`));
      assert.deepEqual(await found(front(own)), ["api"]);
    });

    it("names one that a policy on another service of the URL map does not watch", async () => {
      const labels = 'resource.labels.url_map_name="map" AND resource.labels.backend_target_name="web"';
      assert.deepEqual(await found(front(policy("own", threshold(`${FILTER} AND ${labels}`)))), ["api"]);
    });

    it("cannot tell of one that is not known and made from nothing of the stack", async () => {
      const own = policy("own", threshold(`${FILTER} AND resource.labels.backend_target_name="web"`));
      const hidden = gcp("monitoring/alertPolicy:AlertPolicy", "hidden", {
        conditions: [{ conditionThreshold: { filter: UNKNOWN } }],
      });
      assert.deepEqual(await found(front(own, hidden)), []);
      assert.equal(await unproved(front(own, hidden)), 1);
    });

    it("reads PromQL, and what looks at everything", async () => {
      const query =
        'sum(rate(loadbalancing_googleapis_com:https_backend_request_count{backend_target_name="api"}[1m])) > 1';
      const web = policy("web", threshold(`${FILTER} AND resource.labels.backend_target_name="web"`));
      assert.deepEqual(await found(front(web, policy("api", { conditionPrometheusQueryLanguage: { query } }))), []);
      assert.deepEqual(await found(front(policy("all", threshold(FILTER)))), []);
    });

    it("does not take policies about something else, or that are off, for it", async () => {
      const web = policy("web", threshold(`${FILTER} AND resource.labels.backend_target_name="web"`));
      const cpu = policy("cpu", threshold('metric.type="compute.googleapis.com/instance/cpu/utilization"'));
      const off = gcp("monitoring/alertPolicy:AlertPolicy", "off", { enabled: false, conditions: [threshold(FILTER)] });
      assert.deepEqual(await found(front(web, cpu, off)), ["api"]);
    });

    it("cannot tell of one that goes by a pattern or a URL map", async () => {
      for (const narrowed of ['backend_target_name=monitoring.regex.full_match("a.*")', 'url_map_name="map"']) {
        const own = policy("own", threshold(`${FILTER} AND resource.labels.${narrowed}`));
        assert.deepEqual(await found(front(own)), []);
        assert.equal(await unproved(front(own)), 2);
      }
    });

    describe("of packets that are passed through", () => {
      const web = policy("web", threshold(`${FILTER} AND resource.labels.backend_target_name="web"`));
      const api = policy("api", threshold(`${FILTER} AND resource.labels.backend_target_name="api"`));
      const [one, two] = [regional("first", 4), regional("second", 4)];
      const packets = regionalService("packets", [backend(one), backend(two, { failover: true })]);
      const passing = (...policies: readonly Resource[]) => [
        ...front(web, api, ...policies),
        ...[one, two, packets, forwardingRule("packets", packets)],
      ];
      const sizeOf = (of: Resource) =>
        policy(`size-${of.name}`, {
          conditionPrometheusQueryLanguage: {
            query: `sum(compute_googleapis_com:instance_group_size{instance_group_name="${of.name}"}) < 4`,
          },
        });

      it("names the backend service that was left out", async () => {
        assert.deepEqual(await found(passing()), ["packets"]);
      });

      it("is content with a policy on its packets", async () => {
        const metric = 'metric.type="loadbalancing.googleapis.com/l3/external/ingress_packets_count"';
        const own = policy("own", threshold(`${metric} AND resource.labels.backend_service_name="packets"`));
        assert.deepEqual(await found(passing(own)), []);
      });

      it("is content with policies on the sizes of all of its groups, and not of some", async () => {
        assert.deepEqual(await found(passing(sizeOf(one), sizeOf(two))), []);
        assert.deepEqual(await found(passing(sizeOf(one))), ["packets"]);
      });

      it("takes an unknown query for the group that it is made from", async () => {
        const own = [one, two].map((of) =>
          planned(
            "gcp:monitoring/alertPolicy:AlertPolicy",
            `size-${of.name}`,
            { conditions: [{ conditionPrometheusQueryLanguage: { query: UNKNOWN } }] },
            { dependencies: { conditions: [of] } },
          ),
        );
        assert.deepEqual(await found(passing(...own)), []);
        assert.equal(await unproved(passing(...own)), 0);
      });

      it("cannot tell of sizes where groups are outside the stack", async () => {
        const hidden = regionalService("hidden", [{ group: "projects/other/regions/us-central1/instanceGroups/far" }]);
        const stack = [...front(web, api, sizeOf(one)), hidden, forwardingRule("hidden", hidden)];
        assert.deepEqual(await found(stack), []);
        assert.equal(await unproved(stack), 1);
      });
    });
  });
});
