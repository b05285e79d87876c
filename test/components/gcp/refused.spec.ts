import assert from "node:assert/strict";
import { InputPropertyError, output } from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import {
  adoptBackendService,
  atLeastTwo,
  BucketPool,
  CanaryShift,
  Failover,
  GlobalHttpLoadBalancer,
  MultiRegionPool,
  PassthroughLoadBalancer,
  RegionalHttpLoadBalancer,
  split,
  type Adoption,
  type CanaryShiftArgs,
  type GlobalHttpLoadBalancerArgs,
  type RegionalHttpLoadBalancerArgs,
  type Rule,
} from "../../../components/gcp";
import { endpoints, LAUNCHED, OTHER_ZONES, REGION, run as cloudRun, scaled, serverless, tcp, ZONES } from "./site";

/** By then everything is registered that is to be. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

let names = 0;
const name = () => `it${(names += 1)}`;
const other = () => `other-${name()}`;

const pool = (args: object = {}) => scaled(other(), args);
const instances = (args: object) => () => scaled(name(), args);
const named = (args: object) => () => endpoints(name(), args);
const run = (args: object) => () => serverless(name(), args, cloudRun(other()));
const global =
  (args: Partial<GlobalHttpLoadBalancerArgs> = {}) =>
  () =>
    new GlobalHttpLoadBalancer(name(), { to: pool(), ...args });
const regional =
  (args: () => Partial<RegionalHttpLoadBalancerArgs> = () => ({})) =>
  () =>
    new RegionalHttpLoadBalancer(name(), {
      ...{ region: REGION, network: LAUNCHED.network, proxyOnlyRange: "10.129.0.0/23", to: pool() },
      ...args(),
    });
const passthrough = (to: () => ConstructorParameters<typeof PassthroughLoadBalancer>[1]["to"]) => () =>
  new PassthroughLoadBalancer(name(), { region: REGION, clients: ["10.0.0.0/8"], to: to() });
const rule = (args: Partial<Rule>): (() => unknown) =>
  global({ rules: [{ priority: 1, when: { path: ["/api/*"] }, then: { to: pool() }, ...args }] });
const LINK = "projects/shop/global/backendServices/checkout";
const adopted = (args: Partial<Adoption>) => () =>
  adoptBackendService(LINK, { atLeast: 2, because: "It is older.", name: name(), ...args });
const shift = (args: Partial<CanaryShiftArgs>) => () => new CanaryShift({ from: pool(), to: pool(), ...args });
const pair = (args: object) => () => new Failover({ primary: tcp(other()), standby: tcp(other()), ...args });

/** What is refused, with the property that is named and what is said of it. */
const REFUSED: Readonly<Record<string, readonly [() => unknown, path: string, reason: RegExp]>> = {
  "no instance in a zone": [instances({ perZone: { min: 0, max: 2 } }), "perZone.min", /from 1 to 1000, but is 0/],
  "a size that cannot grow": [instances({ perZone: { min: 2, max: 2 } }), "perZone.max", /above perZone.min, 2/],
  "a rollout that stops before it starts": [instances({ surgePerZone: 0 }), "surgePerZone", /from 1 to 100, but is 0/],
  "one zone twice": [
    instances({ zones: atLeastTwo(ZONES.first, ZONES.first) }),
    "zones.second",
    /must differ from zones.first in what they are, but both are europe-west1-b/,
  ],
  "zones of two regions": [
    instances({ zones: atLeastTwo(ZONES.first, OTHER_ZONES.first) }),
    "zones.second",
    /must be in europe-west1, as zones.first is, but is us-central1-a/,
  ],
  "a zone that is none": [
    instances({ zones: atLeastTwo("europe-west1", "europe-west1-b") }),
    "zones.first",
    /must be the name of a zone/,
  ],
  "no port": [instances({ port: 0 }), "port", /from 1 to 65535/],
  "too many ports": [() => tcp(name(), { otherPorts: [1, 2, 3, 4, 5] }), "otherPorts", /must be 4 at most, but are 5/],
  "a port twice": [() => tcp(name(), { otherPorts: [5432] }), "otherPorts[0]", /must differ from port/],
  "a path that is none": [instances({ healthCheck: { path: "health" } }), "healthCheck.path", /must begin with \//],
  "a check that takes longer than its interval": [
    instances({ healthCheck: { path: "/", interval: 10, timeout: 11 } }),
    "healthCheck.timeout",
    /from 1 to 10, but is 11/,
  ],
  "a check that takes minutes": [
    instances({ healthCheck: { path: "/", interval: 30, unhealthyThreshold: 4 } }),
    "healthCheck.interval",
    /at most 90 seconds until a backend that fails is noticed, but leaves 120/,
  ],
  "a draining of a day": [instances({ connectionDraining: 86_400 }), "connectionDraining", /from 0 to 3600/],
  "a client that is kept for longer than a day": [instances({ stickyFor: 100_000 }), "stickyFor", /from 1 to 86400/],
  "a client that is kept, and shared otherwise": [
    instances({ stickyFor: 60, algorithm: "RANDOM" }),
    "algorithm",
    /must not be given where clients are kept/,
  ],
  "an ejection of most backends": [
    instances({ outlierDetection: { maxPercent: 100 } }),
    "outlierDetection.maxPercent",
    /from 1 to 50, but is 100/,
  ],
  "a part of the logs that is none": [instances({ logSampleRate: 2 }), "logSampleRate", /from 0 to 1, but is 2/],
  "a cache before what asks who comes": [
    instances({ iap: "google", cdn: {} }),
    "cdn",
    /must not be given together with iap/,
  ],
  "a cache of the past": [
    () => new BucketPool(name(), { bucketName: "files", cdn: { defaultTtl: -1 } }),
    "cdn.defaultTtl",
    /from 0 to 31622400/,
  ],
  "endpoints in one zone": [
    named({
      endpoints: atLeastTwo(
        { zone: ZONES.first, instance: "node-1", address: "10.0.0.2" },
        { zone: ZONES.first, instance: "node-2", address: "10.0.0.3" },
      ),
    }),
    "endpoints",
    /must be spread over availability zones, but europe-west1-b has 2 of 2/,
  ],
  "one instance twice among endpoints": [
    named({
      endpoints: atLeastTwo(
        { zone: ZONES.first, instance: "node-1", address: "10.0.0.2" },
        { zone: ZONES.second, instance: "node-2", address: "10.0.1.2" },
        { zone: ZONES.first, instance: "node-1", address: "10.0.0.2" },
      ),
    }),
    "endpoints.others[0].instance",
    /must differ from endpoints.first.instance/,
  ],
  "endpoints of two regions": [
    named({
      endpoints: atLeastTwo(
        { zone: ZONES.first, instance: "node-1", address: "10.0.0.2" },
        { zone: OTHER_ZONES.first, instance: "node-2", address: "10.0.1.2" },
      ),
    }),
    "endpoints.second.zone",
    /must be in europe-west1, as endpoints.first is/,
  ],
  "endpoints without a limit": [named({ maxRatePerEndpoint: 0 }), "maxRatePerEndpoint", /from 1 to 1000000/],
  "a service of Cloud Run with a cache and a proxy": [run({ iap: "google", cdn: {} }), "cdn", /together with iap/],
  "two pools in one region": [
    () => new MultiRegionPool(name(), { pools: atLeastTwo(pool(), pool()) }),
    "pools.second",
    /must differ from pools.first in their regions, but both are europe-west1/,
  ],
  "a weight of 1,001": [
    () => split({ to: pool(), weight: 1001 }, { to: pool(), weight: 1 }),
    "split[0].weight",
    /from 0 to 1000, but is 1001/,
  ],
  "weights that are all 0": [
    () => split({ to: pool(), weight: 0 }, { to: pool(), weight: 0 }),
    "split",
    /must give some pool a weight above 0/,
  ],
  "a pair of one pool": [
    () => {
      const one = tcp(other());
      return new Failover({ primary: one, standby: one });
    },
    "standby",
    /must be another pool than primary/,
  ],
  "a pair in two regions": [
    pair({ standby: tcp(other(), { zones: OTHER_ZONES }) }),
    "standby",
    /must be in europe-west1, as primary is, but is in us-central1/,
  ],
  "a pair that serves at two ports": [
    pair({ standby: tcp(other(), { port: 5433 }) }),
    "standby",
    /must serve TCP at 5432, as primary does, but serves TCP at 5433/,
  ],
  "a failover that leaves one to do it all": [pair({ ratio: 0.5 }), "ratio", /from 0.51 to 1, but is 0.5/],
  "an adopted service that guarantees one backend": [adopted({ atLeast: 1 }), "atLeast", /from 2 to 1000, but is 1/],
  "a service that is adopted without a reason": [adopted({ because: " " }), "because", /must say why/],
  "an adopted service without a name": [
    () => adoptBackendService(output(LINK), { atLeast: 2, because: "It is older." }),
    "name",
    /must be given where the link is not known yet/,
  ],
  "what is adopted as a backend service, but is none": [
    () => adoptBackendService("checkout", { atLeast: 2, because: "It is older." }),
    "link",
    /must be that of a backend service/,
  ],
  "a pool of another region": [
    regional(() => ({ to: pool({ zones: OTHER_ZONES }) })),
    "to",
    /must lead to pools that are in europe-west1, but other-it\d+ is in us-central1/,
  ],
  "a cache in a region": [regional(() => ({ to: pool({ cdn: {} }) })), "to", /have no cdn, which only a global/],
  "a service of Cloud Run with a cache in a region": [
    regional(() => ({ to: serverless(other(), { cdn: {} }) })),
    "to",
    /have no cdn/,
  ],
  "several regions in one": [
    regional(() => ({
      to: new MultiRegionPool(other(), { pools: atLeastTwo(pool(), pool({ zones: OTHER_ZONES })) }),
    })),
    "to",
    /is in several regions/,
  ],
  "a global service in a region": [
    regional(() => ({ to: adoptBackendService(LINK, { atLeast: 2, because: "It is older." }) })),
    "to",
    /are in europe-west1, but checkout is global/,
  ],
  "certificates in two ways in a region": [
    regional(() => ({ certificateIds: ["one"], managedCertificateIds: ["two"] })),
    "managedCertificateIds",
    /without certificateIds/,
  ],
  "a policy for encryption in a region without any": [
    regional(() => ({ sslPolicyId: "modern" })),
    "sslPolicyId",
    /with a certificate only/,
  ],
  "a policy for encryption without any": [global({ sslPolicyId: "modern" }), "sslPolicyId", /with a certificate only/],
  "certificates in two ways": [
    global({ domains: ["example.com"], certificateMapId: "map" }),
    "certificateMapId",
    /without domains and certificateIds/,
  ],
  "too many certificates": [
    global({ certificateIds: Array.from({ length: 16 }, String) }),
    "certificateIds",
    /15 at most, but are 16/,
  ],
  "too many domains": [global({ domains: Array.from({ length: 101 }, String) }), "domains", /100 at most, but are 101/],
  "a shift to where it comes from": [
    () => {
      const one = pool();
      return new CanaryShift({ from: one, to: one });
    },
    "to",
    /must be another pool than from/,
  ],
  "a shift that goes back and forth": [shift({ steps: [50, 10, 100] }), "steps[1]", /from 51 to 100, but is 10/],
  "a shift that stops half-way": [shift({ steps: [10, 50] }), "steps", /must end with 100/],
  "a step that is watched for a day": [shift({ watchFor: 86_400 }), "watchFor", /from 0 to 3600/],
  "an alert that asks nothing": [shift({ alerts: { errors: " " } }), "alerts.errors", /must be PromQL, but is empty/],
  "a health gate that waits for a day": [
    global({ healthGate: { waitFor: 86_400 } }),
    "healthGate.waitFor",
    /from 0 to 3600/,
  ],
  "a timeout of no time": [global({ idleTimeout: 0 }), "idleTimeout", /from 5 to 1200/],
  "a priority that there is not": [rule({ priority: -1 }), "rules[0].priority", /from 0 to 2147483647/],
  "a priority twice": [
    global({
      rules: [
        { priority: 1, when: { path: ["/a"] }, then: { redirect: { host: "a.example" } } },
        { priority: 1, when: { path: ["/b"] }, then: { redirect: { host: "b.example" } } },
      ],
    }),
    "rules[1].priority",
    /must differ from rules\[0\].priority/,
  ],
  "a way to encryption from where there is some": [
    global({
      domains: ["example.com"],
      rules: [{ priority: 1, when: { path: ["/a"] }, then: { redirect: { protocol: "HTTPS" } } }],
    }),
    "rules[0].then.redirect.protocol",
    /must not be given with a certificate/,
  ],
  "a rule for no request": [rule({ when: {} }), "rules[0].when", /must say which requests are meant/],
  "a path with a gap": [rule({ when: { path: ["/a/*/b"] } }), "rules[0].when.path[0]", /have a \* only after its last/],
  "a host with a gap": [rule({ when: { host: ["a.*.example"] } }), "rules[0].when.host[0]", /only \*\. may come first/],
  "connections to another region": [
    passthrough(() => tcp(other(), { zones: OTHER_ZONES })),
    "to",
    /are in europe-west1, but other-it\d+ is in us-central1/,
  ],
  "an adopted service whose ports nobody knows": [
    passthrough(() =>
      adoptBackendService<"TCP">(`projects/shop/regions/${REGION}/backendServices/db`, {
        ...{ atLeast: 2, because: "It is older.", protocol: "TCP" },
      }),
    ),
    "to",
    /must say at which ports it serves/,
  ],
};

describe("A component of Google Cloud refuses", () => {
  const made: string[] = [];
  before(() =>
    setMocks({
      newResource: ({ type, name: own, inputs }) => {
        made.push(`${type} ${own}`);
        return { id: own, state: inputs as object };
      },
      call: () => ({}),
    }),
  );

  for (const [what, [make, path, reason]] of Object.entries(REFUSED)) {
    it(`${what}, before anything is made`, async () => {
      made.length = 0;
      assert.throws(make, (error) => {
        assert.ok(error instanceof InputPropertyError, String(error));
        assert.equal(error.propertyPath, path);
        assert.match(error.reason, reason);
        return true;
      });
      await soon();
      assert.deepEqual(
        made.filter((one) => /^gcp:.* it/.test(one)),
        [],
      );
    });
  }

  it("two pools of one name behind one load balancer", () => {
    const label = other();
    const to = split({ to: scaled(label), weight: 1 }, { to: serverless(label), weight: 1 });
    assert.throws(() => new GlobalHttpLoadBalancer(name(), { to }), /must differ from to in the names of the pools/);
  });
});
