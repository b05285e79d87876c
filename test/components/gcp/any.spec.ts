import assert from "node:assert/strict";
import fc from "fast-check";
import {
  atLeastTwo,
  BucketPool,
  CanaryShift,
  EndpointPool,
  GlobalHttpLoadBalancer,
  split,
  type HttpRoute,
  type Pool,
} from "../../../components/gcp";
import { at } from "../../support/at";
import { inRehearsal } from "../../engine/rehearsal/observe";
import { LAUNCHED, REGION, scaled, serverless } from "./site";

const healthChecks = fc
  .record({
    interval: fc.integer({ min: 1, max: 90 }),
    unhealthyThreshold: fc.integer({ min: 1, max: 10 }),
    healthyThreshold: fc.integer({ min: 1, max: 10 }),
  })
  .filter(({ interval, unhealthyThreshold }) => interval * unhealthyThreshold <= 90)
  .chain((check) =>
    fc.integer({ min: 1, max: check.interval }).map((timeout) => ({ path: "/health", ...check, timeout })),
  );

/** Any pool that the types allow, in zones that are given when it is made. */
const pools = fc.record({
  kind: fc.constantFrom("scaled", "endpoints", "service"),
  min: fc.integer({ min: 1, max: 5 }),
  more: fc.integer({ min: 1, max: 5 }),
  healthCheck: healthChecks,
  surgePerZone: fc.integer({ min: 1, max: 100 }),
  stickyFor: fc.option(fc.integer({ min: 1, max: 86_400 }), { nil: undefined }),
  maxRatePerInstance: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  cdn: fc.boolean(),
});

type AnyPool = typeof pools extends fc.Arbitrary<infer One> ? One : never;

const routes = fc.record({
  all: fc.array(fc.record({ pool: pools, weight: fc.integer({ min: 0, max: 1000 }) }), { minLength: 1, maxLength: 3 }),
  /** Whether the second takes over from the first, where there are two. */
  isShift: fc.boolean(),
});

type AnyRoute = typeof routes extends fc.Arbitrary<infer One> ? One : never;

const sites = fc.record({
  zones: fc.integer({ min: 2, max: 3 }),
  to: routes,
  rules: fc.array(fc.record({ host: fc.constantFrom("a.example", "*.example", undefined), to: routes }), {
    maxLength: 2,
  }),
  hasBucket: fc.boolean(),
});

/** One that stands by for the next deployment is told of, and safe. */
const STANDS_BY = "no-stale-weights";

const defined = (args: object) => Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));

function made(name: string, one: AnyPool, zones: readonly string[]): Pool<"HTTP" | "SERVERLESS"> {
  const { kind, min, more, healthCheck, surgePerZone, stickyFor, maxRatePerInstance, cdn } = one;
  const settings = defined({ healthCheck, stickyFor, cdn: cdn ? {} : undefined });
  const [first, second, ...others] = zones;
  if (first === undefined || second === undefined) throw new Error("two zones are expected");
  switch (kind) {
    case "scaled":
      return scaled(name, {
        ...{ ...settings, surgePerZone, zones: atLeastTwo(first, second, ...others) },
        ...{ perZone: { min, max: min + more }, ...defined({ maxRatePerInstance }) },
      });
    case "endpoints": {
      const endpoint = (index: number) => {
        const zone = at(zones, index % zones.length);
        return { zone, instance: `node-${index}`, address: `10.0.0.${index}` };
      };
      const all = Array.from({ length: more }, (_, index) => endpoint(index + 2));
      return new EndpointPool(name, {
        ...{ network: LAUNCHED.network, reach: LAUNCHED.reach, port: 80, maxRatePerEndpoint: 100 },
        ...{ healthCheck, ...defined({ stickyFor }), endpoints: atLeastTwo(endpoint(0), endpoint(1), ...all) },
      });
    }
    case "service":
      return serverless(name);
  }
}

function routed(name: string, { all, isShift }: AnyRoute, zones: readonly string[]): HttpRoute {
  const weighted = all.map(({ pool, weight }, index) => ({ to: made(`${name}-${index}`, pool, zones), weight }));
  const [first, second, ...others] = weighted;
  if (!first) throw new Error("a route has a pool");
  if (second && isShift && others.length === 0) return new CanaryShift({ from: first.to, to: second.to });
  // Some weight is above 0: the types cannot tell, but the constructor does.
  return second ? split({ ...first, weight: Math.max(1, first.weight) }, second, ...others) : first.to;
}

describe("Whatever the types of the components of Google Cloud allow", function () {
  this.timeout(120_000);

  it("is nothing that the pack finds anything in, in a first preview and when it is deployed", async () => {
    await fc.assert(
      fc.asyncProperty(sites, async ({ zones: count, to, rules, hasBucket }) => {
        const observed = inRehearsal()(() => {
          const zones = ["b", "c", "d"].slice(0, count).map((letter) => `${REGION}-${letter}`);
          const files = new BucketPool("files", { bucketName: "files" });
          new GlobalHttpLoadBalancer("web", {
            to: routed("default", to, zones),
            rules: [
              ...(hasBucket ? [{ priority: 1, when: { path: ["/files/*"] }, then: { to: files } }] : []),
              ...rules.map(({ host, to: all }, index) => ({
                priority: index + 2,
                when: { path: [`/${index}/*`], ...(host === undefined ? {} : { host: [host] }) },
                then: { to: routed(`rule${index}`, all, zones) },
              })),
            ],
          });
        }, {});
        for (const phase of ["beginning", "safe"] as const) {
          const { violations } = await observed(phase);
          assert.deepEqual(
            violations
              .filter(({ policy }) => policy !== STANDS_BY)
              .map(({ policy, message }) => `${phase}: ${policy}: ${message}`),
            [],
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});
