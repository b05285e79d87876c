import type { Properties, Resource, Value } from "../../traffic";

/** What kinds of faults there are. */
export type FaultName =
  | "remove a target"
  | "minimum of one"
  | "minimum of none"
  | "one zone"
  | "disable the health check"
  | "slow health check"
  | "check of the port only"
  | "drain"
  | "keep what is unhealthy"
  | "rollout that takes away first"
  | "capped capacity"
  | "endless stickiness"
  | "silent fail-open"
  | "impossible health floor"
  | "no registration"
  | "all weight on one pool";

/** One way in which a good configuration is made bad, wherever it applies. */
interface Fault {
  /** What kind of fault it is, as the rates are told by it. */
  readonly name: FaultName;
  readonly types: RegExp;
  /** The inputs with the fault; undefined where it makes no difference. */
  readonly spoil: (inputs: Properties) => Properties | undefined | "removed";
}

/** A configuration with one fault. */
export interface Mutant {
  readonly fault: FaultName;
  /** The resource that is at fault, by its name, its URN and its type. */
  readonly at: string;
  readonly urn: string;
  readonly type: string;
  readonly resources: readonly Resource[];
}

const set = (path: string, value: Value) => (inputs: Properties) => withValue(inputs, path.split("."), value);

/** Sets a property only where the program gives it. */
const change = (path: string, value: Value) => (inputs: Properties) =>
  at(inputs, path.split(".")) === undefined ? undefined : withValue(inputs, path.split("."), value);

const GROUPS = /autoscaling\/group:/;
const TARGET_GROUPS = /:lb\/targetGroup:/;
const MANAGERS = /nstanceGroupManager:/;

/** Every fault that the generator knows: each one is a fault wherever it applies. */
export const FAULTS: readonly Fault[] = [
  { name: "remove a target", types: /targetGroupAttachment:|networkEndpoint:/, spoil: () => "removed" },
  { name: "minimum of one", types: GROUPS, spoil: set("minSize", 1) },
  { name: "minimum of one", types: /appautoscaling\/target:/, spoil: set("minCapacity", 1) },
  { name: "minimum of one", types: /utoscaler:/, spoil: set("autoscalingPolicy.minReplicas", 1) },
  { name: "minimum of one", types: MANAGERS, spoil: change("targetSize", 1) },
  { name: "minimum of none", types: GROUPS, spoil: set("minSize", 0) },
  { name: "minimum of none", types: /appautoscaling\/target:/, spoil: set("minCapacity", 0) },
  { name: "minimum of none", types: /utoscaler:/, spoil: set("autoscalingPolicy.minReplicas", 0) },
  { name: "one zone", types: GROUPS, spoil: firstOf("vpcZoneIdentifiers") },
  { name: "one zone", types: /ecs\/service:/, spoil: firstOf("networkConfiguration.subnets") },
  { name: "one zone", types: MANAGERS, spoil: set("distributionPolicyZones", ["us-central1-a"]) },
  { name: "disable the health check", types: TARGET_GROUPS, spoil: set("healthCheck.enabled", false) },
  { name: "disable the health check", types: /ackendService:/, spoil: set("healthChecks", null) },
  { name: "slow health check", types: TARGET_GROUPS, spoil: set("healthCheck.interval", 200) },
  { name: "slow health check", types: /compute\/healthCheck:/, spoil: set("checkIntervalSec", 200) },
  { name: "check of the port only", types: TARGET_GROUPS, spoil: set("healthCheck.protocol", "TCP") },
  {
    name: "check of the port only",
    types: /compute\/healthCheck:/,
    spoil: ({ httpHealthCheck, ...inputs }) =>
      httpHealthCheck === undefined ? undefined : { ...inputs, tcpHealthCheck: { port: 80 } },
  },
  { name: "drain", types: /ackendService:/, spoil: everyBackend("capacityScaler", 0) },
  { name: "keep what is unhealthy", types: GROUPS, spoil: set("healthCheckType", "EC2") },
  { name: "keep what is unhealthy", types: MANAGERS, spoil: set("autoHealingPolicies", null) },
  { name: "rollout that takes away first", types: /ecs\/service:/, spoil: set("deploymentMinimumHealthyPercent", 0) },
  {
    name: "rollout that takes away first",
    types: MANAGERS,
    spoil: set("updatePolicy", { type: "PROACTIVE", minimalAction: "REPLACE", maxUnavailableFixed: 3 }),
  },
  { name: "capped capacity", types: GROUPS, spoil: (inputs) => ({ ...inputs, maxSize: inputs["minSize"] ?? 0 }) },
  { name: "capped capacity", types: /utoscaler:/, spoil: set("autoscalingPolicy.maxReplicas", 3) },
  {
    name: "endless stickiness",
    types: TARGET_GROUPS,
    spoil: set("stickiness", { type: "lb_cookie", cookieDuration: 604_800 }),
  },
  { name: "endless stickiness", types: /ackendService:/, spoil: set("sessionAffinity", "CLIENT_IP") },
  { name: "silent fail-open", types: TARGET_GROUPS, spoil: set("targetGroupHealth", null) },
  {
    name: "impossible health floor",
    types: TARGET_GROUPS,
    spoil: set("targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsCount", 9),
  },
  { name: "all weight on one pool", types: /:lb\/listener:/, spoil: allOnTheLast },
  { name: "no registration", types: GROUPS, spoil: set("targetGroupArns", []) },
  { name: "no registration", types: /ecs\/service:/, spoil: set("loadBalancers", []) },
];

/** Every configuration that differs from the good one in a single fault. */
export function mutantsOf(good: readonly Resource[]): Mutant[] {
  return FAULTS.flatMap(({ name, types, spoil }) =>
    good
      .filter(({ type }) => types.test(type))
      .flatMap((resource): Mutant[] => {
        const inputs = spoil(resource.inputs);
        if (inputs === undefined) return [];
        const others = good.filter((one) => one !== resource);
        const own = inputs === "removed" ? [] : [spoiled(resource, inputs)];
        const { urn, type } = resource;
        return [{ fault: name, at: resource.name, urn, type, resources: [...others, ...own] }];
      }),
  );
}

function spoiled(resource: Resource, inputs: Properties): Resource {
  const gone = Object.keys(resource.inputs).filter((name) => !(name in inputs));
  const left = Object.entries(resource.outputs).filter(([name]) => !gone.includes(name));
  return { ...resource, inputs, outputs: { ...Object.fromEntries(left), ...inputs } };
}

function firstOf(path: string) {
  return (inputs: Properties) => {
    const all = at(inputs, path.split("."));
    return Array.isArray(all) && all.length > 1 ? withValue(inputs, path.split("."), all.slice(0, 1)) : undefined;
  };
}

/** The change of 2024-08-20. */
function allOnTheLast(inputs: Properties): Properties | undefined {
  const [action, ...others] = Array.isArray(inputs["defaultActions"]) ? (inputs["defaultActions"] as Properties[]) : [];
  const groups = fieldsOf(action?.["forward"])["targetGroups"];
  if (!action || !Array.isArray(groups) || groups.length < 2) return undefined;
  const weighed = groups.map((one, index): Value => ({
    ...(one as Properties),
    weight: index === groups.length - 1 ? 100 : 0,
  }));
  return { ...inputs, defaultActions: [withValue(action, ["forward", "targetGroups"], weighed), ...others] };
}

function everyBackend(name: string, value: Value): Fault["spoil"] {
  return (inputs: Properties) => {
    const backends = inputs["backends"];
    if (!Array.isArray(backends)) return undefined;
    return { ...inputs, backends: backends.map((one): Value => ({ ...(one as Properties), [name]: value })) };
  };
}

function at(inputs: Properties, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((value, name) => fieldsOf(value)[name], inputs);
}

function withValue(inputs: Properties, [name = "", ...rest]: readonly string[], value: Value): Properties {
  const inner = rest.length === 0 ? value : withValue(fieldsOf(inputs[name]), rest, value);
  return { ...inputs, [name]: inner };
}

function fieldsOf(value: Value | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}
