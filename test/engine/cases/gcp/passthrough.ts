import { ForwardingRule } from "@pulumi/gcp/compute/forwardingRule";
import { TargetInstance } from "@pulumi/gcp/compute/targetInstance";
import { TargetPool } from "@pulumi/gcp/compute/targetPool";
import { short, unproved } from "../twins";
import type { Cases } from "./cases";
import { REGION, ZONE } from "./program";

/** Faults of load balancers that pass packets through. */
export const passthrough: Cases = {
  "a passthrough load balancer with one instance": {
    program: (cloud, faulty) => {
      cloud.passthrough([{ group: cloud.zonal("workers", faulty ? 1 : 2).instanceGroup }]);
    },
    change: [short("workers")],
  },
  "a primary group of one with a failover group of six": {
    program: (cloud, faulty) => {
      cloud.passthrough([
        { group: cloud.zonal("primary", faulty ? 1 : 2).instanceGroup },
        { group: cloud.zonal("standby", 6).instanceGroup, failover: true },
      ]);
    },
    change: [short("primary")],
    first: [unproved("web")],
  },
  "a leader that gets everything": {
    program: (cloud, faulty) => {
      const leader = { haPolicy: { fastIpMove: "GARP_RA" } };
      cloud.passthrough([{ group: cloud.zonal("workers", 3).instanceGroup }], faulty ? leader : {});
    },
    change: [short("web")],
  },
  "clients that are kept in a zone with one instance": {
    program: (cloud, faulty) => {
      const spillover = faulty ? "ZONAL_AFFINITY_STAY_WITHIN_ZONE" : "ZONAL_AFFINITY_DISABLED";
      cloud.passthrough(
        [{ group: cloud.zonal("a", 1).instanceGroup }, { group: cloud.zonal("b", 1, "us-central1-b").instanceGroup }],
        { networkPassThroughLbTrafficPolicy: { zonalAffinity: { spillover } } },
      );
    },
    change: [unproved("web")],
  },
  "a target pool of one": {
    program: (cloud, faulty) => {
      const instances = (faulty ? ["a"] : ["a", "b"]).map((name) => cloud.instance(name).selfLink);
      const pool = new TargetPool(cloud.name("pool"), { instances, region: REGION, healthChecks: "health" });
      new ForwardingRule(cloud.name("web"), { target: pool.selfLink, region: REGION });
    },
    change: [short("pool")],
  },
  "a target pool that a managed group of one fills": {
    program: (cloud, faulty) => {
      const pool = new TargetPool(cloud.name("pool"), { region: REGION, healthChecks: "health" });
      cloud.zonal("workers", faulty ? 1 : 2, ZONE, { targetPools: [pool.selfLink] });
      new ForwardingRule(cloud.name("web"), { target: pool.selfLink, region: REGION });
    },
    change: [short("workers")],
  },
  "a target instance": {
    program: (cloud, faulty) => {
      const [a, b] = [cloud.instance("a"), cloud.instance("b")];
      const lone = new TargetInstance(cloud.name("lone"), { instance: a.selfLink, zone: ZONE });
      const instances = [a.selfLink, b.selfLink];
      const pool = new TargetPool(cloud.name("pool"), { instances, region: REGION, healthChecks: "health" });
      new ForwardingRule(cloud.name("web"), { target: faulty ? lone.selfLink : pool.selfLink, region: REGION });
    },
    change: [short("lone")],
  },
};
