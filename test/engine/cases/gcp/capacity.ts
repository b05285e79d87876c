import { RegionUrlMap } from "@pulumi/gcp/compute/regionUrlMap";
import { short, unproved } from "../twins";
import { above, unchecked, type Cases } from "./cases";
import { REGION } from "./program";

/** Faults in how a backend service shares over its groups. */
export const capacity: Cases = {
  "a service without backends": {
    program: (cloud, faulty) => {
      const workers = cloud.zonal("workers", 3);
      cloud.web(faulty ? [] : [{ group: workers.instanceGroup }]);
    },
    change: [short("web")],
  },
  "a drained group of six beside a group of one": {
    program: (cloud, faulty) => {
      cloud.web([
        { group: cloud.zonal("six", 6).instanceGroup, capacityScaler: faulty ? 0 : 1 },
        { group: cloud.zonal("one", 1).instanceGroup, capacityScaler: 1 },
      ]);
    },
    change: [short("one")],
    first: [unproved("web")],
  },
  "a regional group without a scaler, which drains it": {
    program: (cloud, faulty) => {
      const six = { group: cloud.zonal("six", 6).instanceGroup };
      const one = { group: cloud.zonal("one", 1).instanceGroup, capacityScaler: 1 };
      const backends = [faulty ? six : { ...six, capacityScaler: 1 }, one];
      const service = cloud.regionalService("web", backends, { loadBalancingScheme: "INTERNAL_MANAGED" });
      new RegionUrlMap(cloud.name("web"), { defaultService: service.id, region: REGION });
    },
    change: [short("one")],
    first: [unproved("web")],
  },
  "a preferred group of one": {
    program: (cloud, faulty) => {
      cloud.web([
        { group: cloud.zonal("six", 6).instanceGroup },
        { group: cloud.zonal("one", 1).instanceGroup, preference: faulty ? "PREFERRED" : "DEFAULT" },
      ]);
    },
    change: [short("one")],
    first: [unproved("web")],
  },
  "a second region with one instance": {
    program: (cloud, faulty) => {
      cloud.web([
        { group: cloud.zonal("us", 9).instanceGroup },
        { group: cloud.zonal("eu", faulty ? 1 : 2, "europe-west1-b").instanceGroup },
      ]);
    },
    change: [short("eu")],
  },
  "a rate for the whole group, the same for one as for five": {
    program: (cloud, faulty) => {
      const rate = { balancingMode: "RATE", maxRate: 100 };
      cloud.web([
        { group: cloud.zonal("five", 5).instanceGroup, ...rate, capacityScaler: faulty ? 0.5 : 1 },
        { group: cloud.zonal("one", 1).instanceGroup, ...rate },
      ]);
    },
    change: [above("web")],
    first: [unproved("web")],
  },
  "groups that are measured in different units": {
    program: (cloud, faulty) => {
      cloud.web([
        { group: cloud.zonal("a", 1).instanceGroup, balancingMode: "RATE", maxRatePerInstance: 100 },
        {
          group: cloud.zonal("b", 1).instanceGroup,
          ...(faulty ? { balancingMode: "UTILIZATION" } : { balancingMode: "RATE", maxRatePerInstance: 100 }),
        },
      ]);
    },
    change: [unproved("web")],
  },
  "weights that the backends report while they run": {
    program: (cloud, faulty) => {
      const localityLbPolicy = faulty ? "WEIGHTED_ROUND_ROBIN" : "ROUND_ROBIN";
      cloud.web([{ group: cloud.zonal("workers", 3).instanceGroup }], { localityLbPolicy });
    },
    change: [unproved("web")],
  },
  "a service without a health check": {
    program: (cloud, faulty) => {
      const workers = [{ group: cloud.zonal("workers", 3).instanceGroup }];
      cloud.web(workers, faulty ? { healthChecks: undefined } : {});
    },
    change: [unchecked("web")],
  },
};
