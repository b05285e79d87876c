import { Service as KnativeService } from "@pulumi/gcp/cloudrun/service";
import { Service } from "@pulumi/gcp/cloudrunv2/service";
import { Function } from "@pulumi/gcp/cloudfunctionsv2/function";
import { Autoscaler } from "@pulumi/gcp/compute/autoscaler";
import { InstanceGroupMembership } from "@pulumi/gcp/compute/instanceGroupMembership";
import { NetworkEndpoint } from "@pulumi/gcp/compute/networkEndpoint";
import { NetworkEndpointList } from "@pulumi/gcp/compute/networkEndpointList";
import { RegionAutoscaler } from "@pulumi/gcp/compute/regionAutoscaler";
import {
  RegionNetworkEndpointGroup,
  type RegionNetworkEndpointGroupArgs,
} from "@pulumi/gcp/compute/regionNetworkEndpointGroup";
import { short, unproved } from "../twins";
import type { Cases } from "./cases";
import { REGION, ZONE, type Program } from "./program";

/** Faults in how few backends a group keeps, of each kind of group. */
export const groups: Cases = {
  "a zonal managed group of one": {
    program: (cloud, faulty) => {
      cloud.web([{ group: cloud.zonal("workers", faulty ? 1 : 2).instanceGroup }]);
    },
    change: [short("workers")],
  },
  "a regional managed group of one": {
    program: (cloud, faulty) => {
      cloud.web([{ group: cloud.regional("workers", faulty ? 1 : 3).instanceGroup }]);
    },
    change: [short("workers")],
  },
  "a managed group without a size": {
    program: (cloud, faulty) => {
      cloud.web([{ group: cloud.zonal("workers", faulty ? 0 : 2).instanceGroup }]);
    },
    change: [short("web")],
  },
  "an autoscaler that may go down to one, though the group has five": {
    program: (cloud, faulty) => {
      const workers = cloud.zonal("workers", 5);
      const autoscalingPolicy = { minReplicas: faulty ? 1 : 2, maxReplicas: 9, mode: "ON" };
      new Autoscaler(cloud.name("scaler"), { target: workers.id, zone: ZONE, autoscalingPolicy });
      cloud.web([{ group: workers.instanceGroup }]);
    },
    change: [short("scaler")],
  },
  "a regional autoscaler that may go down to one between its schedules": {
    program: (cloud, faulty) => {
      const workers = cloud.regional("workers", undefined);
      const scalingSchedules = [{ name: "day", minRequiredReplicas: 6, schedule: "0 8 * * *", durationSec: 36000 }];
      const autoscalingPolicy = { minReplicas: faulty ? 1 : 3, maxReplicas: 9, scalingSchedules };
      new RegionAutoscaler(cloud.name("scaler"), { target: workers.id, region: REGION, autoscalingPolicy });
      cloud.web([{ group: workers.instanceGroup }]);
    },
    change: [short("scaler")],
  },
  "an unmanaged group of one instance": {
    program: (cloud, faulty) => {
      const instances = (faulty ? ["a"] : ["a", "b"]).map((name) => cloud.instance(name));
      cloud.web([{ group: cloud.unmanaged("workers", instances).selfLink }]);
    },
    change: [short("web")],
  },
  "an unmanaged group that one membership fills": {
    program: (cloud, faulty) => {
      const group = cloud.unmanaged("workers", []);
      for (const name of faulty ? ["a"] : ["a", "b"]) {
        const instance = cloud.instance(name).selfLink;
        new InstanceGroupMembership(cloud.name(name), { instanceGroup: group.name, instance, zone: ZONE });
      }
      cloud.web([{ group: group.id }]);
    },
    change: [short("web")],
  },
  "an endpoint group of one endpoint": {
    program: (cloud, faulty) => {
      const group = cloud.endpoints("pods", faulty ? ["10.0.0.2"] : ["10.0.0.2", "10.0.0.3"]);
      cloud.web([{ group: group.id, balancingMode: "RATE", maxRatePerEndpoint: 100 }]);
    },
    change: [short("web")],
  },
  "an endpoint group outside Google Cloud of one endpoint": {
    program: (cloud, faulty) => {
      const addresses = faulty ? ["192.0.2.2"] : ["192.0.2.2", "192.0.2.3"];
      const group = cloud.endpoints("racks", addresses, "NON_GCP_PRIVATE_IP_PORT");
      cloud.web([{ group: group.id, balancingMode: "RATE", maxRatePerEndpoint: 100 }]);
    },
    change: [short("web")],
  },
  "a list of one endpoint": {
    program: (cloud, faulty) => {
      const group = cloud.endpoints("pods", []);
      const addresses = faulty ? ["10.0.0.2"] : ["10.0.0.2", "10.0.0.3"];
      const networkEndpoints = addresses.map((ipAddress) => ({ ipAddress, port: 80 }));
      new NetworkEndpointList(cloud.name("pods"), { networkEndpointGroup: group.name, networkEndpoints, zone: ZONE });
      cloud.web([{ group: group.id, balancingMode: "RATE", maxRatePerEndpoint: 100 }]);
    },
    change: [short("web")],
  },
  "two ports of one instance": {
    program: (cloud, faulty) => {
      const group = cloud.endpoints("ports", []);
      const [one, two] = [cloud.instance("one"), cloud.instance("two")];
      [one, faulty ? one : two].forEach((instance, index) => {
        new NetworkEndpoint(cloud.name(`port${index}`), {
          networkEndpointGroup: group.name,
          instance: instance.name,
          ipAddress: `10.0.0.${index + 2}`,
          port: 80 + index,
          zone: ZONE,
        });
      });
      cloud.web([{ group: group.id, balancingMode: "RATE", maxRatePerEndpoint: 100 }]);
    },
    change: [short("web")],
  },
  "an endpoint group that nothing in the stack fills": {
    program: (cloud, faulty) => {
      const group = cloud.endpoints("pods", faulty ? [] : ["10.0.0.2", "10.0.0.3"]);
      cloud.web([{ group: group.id, balancingMode: "RATE", maxRatePerEndpoint: 100 }]);
    },
    change: [unproved("web")],
  },
  "a Cloud Run service of one instance at most": serverless((cloud, faulty) => {
    const template = faulty ? { scaling: { maxInstanceCount: 1 } } : {};
    const service = new Service(cloud.name("run"), { location: REGION, template });
    return { cloudRun: { service: service.name } };
  }),
  "a Knative service of one instance at most": serverless((cloud, faulty) => {
    const annotations = { "autoscaling.knative.dev/maxScale": faulty ? "1" : "20" };
    const template = { metadata: { annotations }, spec: { containers: [{ image: "web" }] } };
    const service = new KnativeService(cloud.name("run"), { location: REGION, template });
    return { cloudRun: { service: service.name } };
  }),
  "a function of one instance at most": serverless((cloud, faulty) => {
    const serviceConfig = { maxInstanceCount: faulty ? 1 : 20 };
    const made = new Function(cloud.name("run"), { location: REGION, serviceConfig });
    return { cloudFunction: { function: made.name } };
  }),
  "a service that somebody else publishes": {
    ...serverless((_, faulty) =>
      faulty
        ? { networkEndpointType: "PRIVATE_SERVICE_CONNECT", pscTargetService: "storage.googleapis.com" }
        : { cloudRun: { urlMask: "<service>.example.com" } },
    ),
    change: [unproved("web")],
  },
};

/** A load balancer in front of a regional endpoint group that leads to the given target. */
function serverless(target: (cloud: Program, faulty: boolean) => Partial<RegionNetworkEndpointGroupArgs>) {
  return {
    program: (cloud: Program, faulty: boolean) => {
      const group = new RegionNetworkEndpointGroup(cloud.name("serverless"), {
        networkEndpointType: "SERVERLESS",
        region: REGION,
        ...target(cloud, faulty),
      });
      const service = cloud.service("web", [{ group: group.id }], { healthChecks: undefined });
      cloud.urlMap("web", { defaultService: service.id });
    },
    change: [short("run")],
  };
}
