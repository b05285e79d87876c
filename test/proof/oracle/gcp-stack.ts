import { UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { gcp, link, plannedGcp } from "../../support/gcp";
import { at } from "../../support/at";
import { REGIONS, type BackendPlan, type GcpPlan, type GroupPlan, type ServicePlan } from "./gcp-plan";
import { shown } from "./setting";

/** What a preview of a plan shows of it. */
export function gcpStack(plan: GcpPlan): Resource[] {
  const stack = new GcpStack(plan);
  const groups = plan.groups.map((one, index) => stack.group(one, index));
  const services = plan.services.map((one, index) => stack.service(one, index, groups));
  const scalers = plan.groups.flatMap((one, index) => stack.autoscaler(one, at(groups, index)));
  return [...groups, ...scalers, ...services, stack.front(services)];
}

class GcpStack {
  constructor(readonly plan: GcpPlan) {}

  /** A group in a zone, or over the zones of the first region. */
  group({ zone, size }: GroupPlan, index: number): Resource {
    const name = `g${index}`;
    const place: Properties = zone ? { zone: shown(zone) } : { region: REGIONS[0] };
    const type = zone
      ? "compute/instanceGroupManager:InstanceGroupManager"
      : "compute/regionInstanceGroupManager:RegionInstanceGroupManager";
    const instanceGroup = `https://www.googleapis.com/compute/v1/projects/test/groups/${name}`;
    return this.#make(type, name, { ...place, targetSize: shown(size) }, {}, { instanceGroup });
  }

  autoscaler({ zone, scaler }: GroupPlan, group: Resource): Resource[] {
    if (!scaler) return [];
    const type = zone ? "compute/autoscaler:Autoscaler" : "compute/regionAutoscaler:RegionAutoscaler";
    const inputs: Properties = {
      target: this.plan.isFirst ? UNKNOWN : (group.outputs["selfLink"] ?? UNKNOWN),
      autoscalingPolicy: { minReplicas: shown(scaler), maxReplicas: 9, mode: "ON" },
    };
    return [this.#make(type, group.name, inputs, { target: [group] })];
  }

  service({ mode, backends }: ServicePlan, index: number, groups: readonly Resource[]): Resource {
    const { kind } = this.plan;
    const own = backends.map((one): Properties => ({
      group: this.#link(at(groups, one.group)),
      ...(kind === "passthrough" ? { balancingMode: "CONNECTION" } : limitsOf(mode, one)),
    }));
    const place: Properties = kind === "global" ? {} : { region: REGIONS[0] };
    return this.#make(
      kind === "global" ? "compute/backendService:BackendService" : "compute/regionBackendService:RegionBackendService",
      `s${index}`,
      {
        ...place,
        backends: own,
        healthChecks: "health",
        loadBalancingScheme: kind === "passthrough" ? "EXTERNAL" : "EXTERNAL_MANAGED",
      },
      { backends: backends.map(({ group }) => at(groups, group)) },
    );
  }

  front(services: readonly Resource[]): Resource {
    if (this.plan.kind === "passthrough") {
      const service = at(services, 0);
      const inputs: Properties = { backendService: this.#link(service), region: REGIONS[0] };
      return this.#make("compute/forwardingRule:ForwardingRule", "web", inputs, { backendService: [service] });
    }
    const weightedBackendServices = this.plan.services.map(({ weight }, index): Properties => ({
      backendService: this.#link(at(services, index)),
      weight: shown(weight),
    }));
    const type = this.plan.kind === "global" ? "compute/uRLMap:URLMap" : "compute/regionUrlMap:RegionUrlMap";
    const inputs: Properties = { defaultRouteAction: { weightedBackendServices } };
    return this.#make(type, "web", inputs, { defaultRouteAction: services });
  }

  #link(of: Resource): Value {
    return this.plan.isFirst ? UNKNOWN : link(of);
  }

  #make(
    type: string,
    name: string,
    inputs: Properties,
    behind: Readonly<Record<string, readonly Resource[]>>,
    outputs: Properties = {},
  ): Resource {
    return this.plan.isFirst ? plannedGcp(type, name, inputs, behind) : gcp(type, name, inputs, outputs);
  }
}

function limitsOf(mode: ServicePlan["mode"], { scaler, of, limit }: BackendPlan): Properties {
  const own: Properties = { balancingMode: mode, capacityScaler: shown(scaler) };
  const amount = shown(limit);
  if (mode === "UTILIZATION") return { ...own, maxUtilization: amount === UNKNOWN ? UNKNOWN : Number(amount) / 4 };
  if (mode === "RATE") return { ...own, [of === "each" ? "maxRatePerInstance" : "maxRate"]: amount };
  return { ...own, [of === "each" ? "maxConnectionsPerInstance" : "maxConnections"]: amount };
}
