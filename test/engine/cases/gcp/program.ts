import { BackendService, type BackendServiceArgs } from "@pulumi/gcp/compute/backendService";
import { ForwardingRule } from "@pulumi/gcp/compute/forwardingRule";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule";
import { HealthCheck } from "@pulumi/gcp/compute/healthCheck";
import { Instance } from "@pulumi/gcp/compute/instance";
import { InstanceGroup } from "@pulumi/gcp/compute/instanceGroup";
import { InstanceGroupManager, type InstanceGroupManagerArgs } from "@pulumi/gcp/compute/instanceGroupManager";
import { NetworkEndpoint } from "@pulumi/gcp/compute/networkEndpoint";
import { NetworkEndpointGroup } from "@pulumi/gcp/compute/networkEndpointGroup";
import { RegionBackendService, type RegionBackendServiceArgs } from "@pulumi/gcp/compute/regionBackendService";
import {
  RegionInstanceGroupManager,
  type RegionInstanceGroupManagerArgs,
} from "@pulumi/gcp/compute/regionInstanceGroupManager";
import { TargetHttpProxy } from "@pulumi/gcp/compute/targetHttpProxy";
import { URLMap, type URLMapArgs } from "@pulumi/gcp/compute/urlmap";
import type { compute } from "@pulumi/gcp/types/input";
import type { Input } from "@pulumi/pulumi";

export const REGION = "us-central1";
export const ZONE = "us-central1-a";

type Backends = NonNullable<BackendServiceArgs["backends"]>;
type RegionBackends = NonNullable<RegionBackendServiceArgs["backends"]>;

/** Resources of one program, whose names begin with its own prefix, so that many programs can share a stack. */
export class Program {
  constructor(readonly prefix: string) {}

  name(name: string): string {
    return `${this.prefix}${name}`;
  }

  /** A managed instance group in one zone. */
  zonal(
    name: string,
    targetSize: Input<number> | undefined,
    zone = ZONE,
    args: Partial<InstanceGroupManagerArgs> = {},
  ) {
    const size = targetSize === undefined ? {} : { targetSize };
    const versions = [{ instanceTemplate: "template" }];
    return new InstanceGroupManager(this.name(name), { baseInstanceName: "web", versions, zone, ...size, ...args });
  }

  /** A managed instance group in the zones of a region. */
  regional(name: string, targetSize: number | undefined, args: Partial<RegionInstanceGroupManagerArgs> = {}) {
    const size = targetSize === undefined ? {} : { targetSize };
    const versions = [{ instanceTemplate: "template" }];
    const own = { baseInstanceName: "web", versions, region: REGION, ...size, ...args };
    return new RegionInstanceGroupManager(this.name(name), own);
  }

  instance(name: string, networkInterface: compute.InstanceNetworkInterface = { network: "default" }): Instance {
    return new Instance(this.name(name), {
      machineType: "e2-small",
      zone: ZONE,
      bootDisk: { initializeParams: { image: "debian-cloud/debian-12" } },
      networkInterfaces: [networkInterface],
    });
  }

  /** An unmanaged group of these instances. */
  unmanaged(name: string, instances: readonly Instance[]): InstanceGroup {
    const own = instances.map(({ selfLink }) => selfLink);
    return new InstanceGroup(this.name(name), { zone: ZONE, instances: own });
  }

  /** An endpoint group with an endpoint at each address. */
  endpoints(name: string, addresses: readonly string[], networkEndpointType = "GCE_VM_IP_PORT"): NetworkEndpointGroup {
    const group = new NetworkEndpointGroup(this.name(name), { network: "default", zone: ZONE, networkEndpointType });
    addresses.forEach((ipAddress, index) => {
      new NetworkEndpoint(this.name(`${name}${index}`), {
        networkEndpointGroup: group.name,
        ipAddress,
        port: 80,
        zone: ZONE,
      });
    });
    return group;
  }

  /** A backend service of the global load balancer, with a health check. */
  service(name: string, backends: Backends, args: Partial<BackendServiceArgs> = {}): BackendService {
    const healthChecks = new HealthCheck(this.name(name), { httpHealthCheck: { port: 80 } }).id;
    const own = { backends, healthChecks, loadBalancingScheme: "EXTERNAL_MANAGED", protocol: "HTTP", ...args };
    return new BackendService(this.name(name), own);
  }

  /** A backend service of a region, with a health check; it passes packets through, unless its scheme says otherwise. */
  regionalService(name: string, backends: RegionBackends, args: Partial<RegionBackendServiceArgs> = {}) {
    const healthChecks = new HealthCheck(this.name(name), { tcpHealthCheck: { port: 80 } }).id;
    const own = { backends, healthChecks, loadBalancingScheme: "INTERNAL", region: REGION, ...args };
    return new RegionBackendService(this.name(name), own);
  }

  /** A global HTTP load balancer with this URL map. */
  urlMap(name: string, args: URLMapArgs): URLMap {
    const map = new URLMap(this.name(name), args);
    const proxy = new TargetHttpProxy(this.name(name), { urlMap: map.id });
    new GlobalForwardingRule(this.name(name), {
      target: proxy.id,
      portRange: "80",
      loadBalancingScheme: "EXTERNAL_MANAGED",
    });
    return map;
  }

  /** A global HTTP load balancer in front of these backends. */
  web(backends: Backends, args: Partial<BackendServiceArgs> = {}): BackendService {
    const service = this.service("web", backends, args);
    this.urlMap("web", { defaultService: service.id });
    return service;
  }

  /** A load balancer that passes packets through to these backends. */
  passthrough(backends: RegionBackends, args: Partial<RegionBackendServiceArgs> = {}): RegionBackendService {
    const service = this.regionalService("web", backends, args);
    new ForwardingRule(this.name("web"), {
      backendService: service.id,
      region: REGION,
      loadBalancingScheme: "INTERNAL",
      allPorts: true,
    });
    return service;
  }
}
