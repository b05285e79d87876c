import assert from "node:assert/strict";
import {
  atLeastTwo,
  BucketPool,
  Failover,
  GlobalHttpLoadBalancer,
  MultiRegionPool,
  PassthroughLoadBalancer,
  RegionalHttpLoadBalancer,
  RegionalInstancePool,
  split,
  type HttpRoute,
  type PacketRoute,
  type RegionalHttpRoute,
} from "../../../components/gcp";
import { inRehearsal } from "../../engine/rehearsal/observe";
import {
  endpoints,
  healthCheck,
  LAUNCHED,
  launched,
  OTHER_ZONES,
  REGION,
  scaled,
  serverless,
  tcp,
  ZONES,
} from "./site";

/** Where requests may go. */
const GLOBAL: Readonly<Record<string, () => HttpRoute>> = {
  "a managed group": () => scaled("pool", launched()),
  "two managed groups": () => {
    const of = launched();
    return split({ to: scaled("blue", of), weight: 90 }, { to: scaled("green", of), weight: 10 });
  },
  "endpoints in two zones": () => endpoints("pool"),
  "groups in two regions": () => {
    const of = launched();
    const us = new RegionalInstancePool("us", {
      ...{ ...of, zones: OTHER_ZONES, perZone: { min: 1, max: 3 }, port: 80, healthCheck },
    });
    return new MultiRegionPool("pool", { pools: atLeastTwo(scaled("eu", { ...of, zones: ZONES }), us) });
  },
  "a service of Cloud Run": () => serverless("pool"),
  "a bucket": () => new BucketPool("pool", { bucketName: "files", cdn: {} }),
};

/** Where requests may go within a region. */
const REGIONAL: Readonly<Record<string, () => RegionalHttpRoute>> = {
  "a managed group of the region": () => scaled("pool", launched()),
  "two managed groups of the region": () => {
    const of = launched();
    return split({ to: scaled("blue", of), weight: 90 }, { to: scaled("green", of), weight: 10 });
  },
  "endpoints of the region": () => endpoints("pool"),
  "a service of Cloud Run of the region": () => serverless("pool"),
};

/** Where connections and packets may go. */
const PACKETS: Readonly<Record<string, () => PacketRoute<"TCP">>> = {
  "a managed group that takes connections": () => tcp("pool", launched()),
  "a managed group that another takes over from": () => {
    const of = launched();
    return new Failover({ primary: tcp("pool", of), standby: tcp("other", of) });
  },
};

const internal = { subnetId: `projects/shop/regions/${REGION}/subnetworks/main` };

const programs = {
  ...mapped(REGIONAL, (route) => () => {
    const { network } = LAUNCHED;
    new RegionalHttpLoadBalancer("web", { region: REGION, network, proxyOnlyRange: "10.129.0.0/23", to: route() });
  }),
  "a managed group within the network": () => {
    const args = { region: REGION, network: LAUNCHED.network, proxyOnlyRange: "10.129.0.0/23", internal };
    new RegionalHttpLoadBalancer("web", { ...args, to: scaled("pool", launched()) });
  },
  ...mapped(PACKETS, (route) => () => {
    new PassthroughLoadBalancer("db", { region: REGION, clients: ["0.0.0.0/0"], to: route() });
  }),
  "a managed group that takes packets within the network": () => {
    const to = new RegionalInstancePool<"UDP">("dns", {
      ...{ ...launched(), zones: ZONES, perZone: { min: 1, max: 3 }, port: 53, protocol: "UDP" },
      healthCheck: { port: 8080, path: "/health" },
    });
    new PassthroughLoadBalancer("db", { region: REGION, clients: ["10.0.0.0/8"], internal, to });
  },
  ...mapped(GLOBAL, (route) => () => {
    new GlobalHttpLoadBalancer("web", { to: route() });
  }),
  "rules for hosts and paths": () => {
    const of = launched();
    new GlobalHttpLoadBalancer("web", {
      ...{ to: scaled("site", of), domains: ["example.com"], ipv6: true },
      rules: [
        { priority: 1, when: { path: ["/api/*"] }, then: { to: scaled("api", of), rewrite: { pathPrefix: "/" } } },
        {
          priority: 2,
          when: { host: ["files.example.com"] },
          then: { to: new BucketPool("files", { bucketName: "f" }) },
        },
        { priority: 3, when: { host: ["*.example.com"], path: ["/old"] }, then: { redirect: { path: "/new" } } },
        {
          priority: 4,
          when: { method: ["POST"] },
          then: { to: split({ to: scaled("blue", of), weight: 1 }, { to: serverless("green"), weight: 1 }) },
        },
      ],
    });
  },
};

/** What takes as many as it takes, whatever is demanded. */
const BOUNDLESS: ReadonlySet<string> = new Set([
  "a service of Cloud Run",
  "a service of Cloud Run of the region",
  "a bucket",
]);

// Nothing at any level: strict mode can only raise the level of what is found.
describe("What the pack finds in the components of Google Cloud", () => {
  for (const [what, program] of Object.entries(programs)) {
    const observed = inRehearsal()(program, {});
    const demanding = inRehearsal()(program, { "at-least-two-targets": { minTargets: 3 } });

    it(`is what it would be of too few targets, of ${what}`, async () => {
      const { violations } = await demanding("safe");
      const found = violations.filter(({ policy }) => policy === "at-least-two-targets");
      assert.equal(found.length > 0, !BOUNDLESS.has(what));
    });

    for (const [when, phase] of [
      ["in a first preview", "beginning"],
      ["when it is deployed", "safe"],
    ] as const) {
      it(`is nothing of ${what}, ${when}`, async () => {
        const { violations } = await observed(phase);
        assert.deepEqual(
          violations.map(({ policy, message }) => `${policy}: ${message}`),
          [],
        );
      });
    }
  }
});

function mapped<From, To>(all: Readonly<Record<string, From>>, to: (from: From) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(all).map(([name, from]) => [name, to(from)]));
}
