import { BackendBucket } from "@pulumi/gcp/compute/backendBucket";
import { TargetTCPProxy } from "@pulumi/gcp/compute/targetTCPProxy";
import { RecordSet } from "@pulumi/gcp/dns/recordSet";
import { HttpRoute } from "@pulumi/gcp/networkservices/httpRoute";
import type { compute } from "@pulumi/gcp/types/input";
import type { Input } from "@pulumi/pulumi";
import { short, unproved } from "../twins";
import type { Cases } from "./cases";
import type { Program } from "./program";

/** Faults in the ways to a backend service. */
export const routes: Cases = {
  "weights that move all traffic to a service of one": {
    program: (cloud, faulty) => {
      const { blue, green } = pair(cloud);
      const weightedBackendServices = [
        { backendService: blue.id, weight: faulty ? 0 : 100 },
        { backendService: green.id, weight: faulty ? 100 : 0 },
      ];
      cloud.urlMap("web", { defaultRouteAction: { weightedBackendServices } });
    },
    change: [short("one")],
    // Which of the services gets which weight is not known, and one of them is large enough.
    first: [unproved("green")],
    beginning: [unproved("green")],
  },
  "a path that leads to a service of one": {
    program: (cloud, faulty) => {
      const { blue, green } = pair(cloud);
      matching(cloud, blue.id, [{ paths: ["/api/*"], service: faulty ? green.id : blue.id }]);
    },
    change: [short("one")],
  },
  "one of two paths that leads to a service of one": {
    program: (cloud, faulty) => {
      const { blue, green } = pair(cloud);
      matching(cloud, blue.id, [
        { paths: ["/api/*"], service: faulty ? green.id : blue.id },
        { paths: ["/web/*"], service: blue.id },
      ]);
    },
    change: [short("one")],
  },
  "a mirror that becomes a route": {
    program: (cloud, faulty) => {
      const { blue, green } = pair(cloud);
      const mirrored = { requestMirrorPolicy: { backendService: green.id } };
      cloud.urlMap("web", { defaultService: faulty ? green.id : blue.id, defaultRouteAction: faulty ? {} : mirrored });
    },
    change: [short("one")],
  },
  "a bucket that becomes a service of one": {
    program: (cloud, faulty) => {
      const { green } = pair(cloud);
      const bucket = new BackendBucket(cloud.name("files"), { bucketName: "files" });
      cloud.urlMap("web", { defaultService: faulty ? green.id : bucket.id });
    },
    change: [short("one")],
  },
  "a proxy for TCP in front of a service of one": {
    program: (cloud, faulty) => {
      const { blue, green } = pair(cloud);
      new TargetTCPProxy(cloud.name("tcp"), { backendService: faulty ? green.id : blue.id });
    },
    change: [short("one")],
  },
  "a service mesh that sends everything to a service of one": {
    program: (cloud, faulty) => {
      const { blue, green } = pair(cloud);
      const destinations = [
        { serviceName: blue.id, weight: faulty ? 0 : 1 },
        { serviceName: green.id, weight: faulty ? 1 : 0 },
      ];
      new HttpRoute(cloud.name("mesh"), {
        hostnames: ["api"],
        meshes: ["mesh"],
        rules: [{ action: { destinations } }],
      });
    },
    change: [short("one")],
    first: [unproved("green")],
    beginning: [unproved("green")],
  },
  "a name that gives one of two instances everything": {
    program: (cloud, faulty) => {
      const addresses = ["10.0.0.2", "10.0.0.3"].map((networkIp, index) =>
        cloud
          .instance(`machine${index}`, { network: "default", networkIp })
          .networkInterfaces.apply(([first]) => first?.networkIp ?? ""),
      );
      const wrrs = addresses.map((address, index) => ({ weight: faulty && index === 1 ? 0 : 1, rrdatas: [address] }));
      new RecordSet(cloud.name("api"), {
        managedZone: "zone",
        name: `${cloud.name("api")}.example.com.`,
        type: "A",
        routingPolicy: { healthCheck: "health", wrrs },
      });
    },
    change: [short("api")],
  },
};

/** A service of five instances, and one of one. */
function pair(cloud: Program) {
  return {
    blue: cloud.service("blue", [{ group: cloud.zonal("five", 5).instanceGroup }]),
    green: cloud.service("green", [{ group: cloud.zonal("one", 1).instanceGroup }]),
  };
}

/** A load balancer whose paths lead where these rules say. */
function matching(
  cloud: Program,
  defaultService: Input<string>,
  pathRules: readonly compute.URLMapPathMatcherPathRule[],
): void {
  const hostRules = [{ hosts: ["*"], pathMatcher: "all" }];
  const pathMatchers = [{ name: "all", defaultService, pathRules: [...pathRules] }];
  cloud.urlMap("web", { defaultService, hostRules, pathMatchers });
}
