import type { Properties, Resource, Value } from "../resource";
import { AUTO_SCALING_GROUP, INSTANCE, LISTENER, LISTENER_RULE, LOAD_BALANCER, SUBNET, TARGET_GROUP } from "./types";

/** How a resource of AWS Cloud Control differs from the one that the readers know. */
interface Translation {
  readonly type: string;
  /** Other names of top-level properties. */
  readonly names?: Readonly<Record<string, string>>;
  /** Properties that are entries of a list of keys and values there. */
  readonly attributes?: { readonly list: string; readonly names: Readonly<Record<string, string>> };
  /** Actions are written differently in this property. */
  readonly actions?: string;
}

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  "aws-native:elasticloadbalancingv2:LoadBalancer": {
    type: LOAD_BALANCER,
    names: { type: "loadBalancerType", loadBalancerArn: "arn" },
    attributes: {
      list: "loadBalancerAttributes",
      names: {
        "load_balancing.cross_zone.enabled": "enableCrossZoneLoadBalancing",
        "dns_record.client_routing_policy": "dnsRecordClientRoutingPolicy",
      },
    },
  },
  "aws-native:elasticloadbalancingv2:Listener": {
    type: LISTENER,
    names: { listenerArn: "arn" },
    actions: "defaultActions",
  },
  "aws-native:elasticloadbalancingv2:ListenerRule": {
    type: LISTENER_RULE,
    names: { ruleArn: "arn" },
    actions: "actions",
  },
  "aws-native:elasticloadbalancingv2:TargetGroup": {
    type: TARGET_GROUP,
    names: { targetGroupArn: "arn" },
    attributes: {
      list: "targetGroupAttributes",
      names: { "load_balancing.cross_zone.enabled": "loadBalancingCrossZoneEnabled" },
    },
  },
  "aws-native:autoscaling:AutoScalingGroup": {
    type: AUTO_SCALING_GROUP,
    names: {
      vpcZoneIdentifier: "vpcZoneIdentifiers",
      loadBalancerNames: "loadBalancers",
      autoScalingGroupName: "name",
    },
  },
  "aws-native:ec2:Instance": { type: INSTANCE, names: { instanceId: "id" } },
  "aws-native:ec2:Subnet": { type: SUBNET, names: { subnetId: "id" } },
};

/** A resource of AWS Cloud Control as the readers know it; any other one as it is. */
export function translated(resource: Resource): Resource {
  const translation = TRANSLATIONS[resource.type];
  if (!translation) return resource;
  const { names = {} } = translation;
  const rename = (key: string) => names[key] ?? key;
  const dependencies = Object.entries(resource.propertyDependencies).map(([key, urns]) => [rename(key), urns] as const);
  return {
    ...resource,
    type: translation.type,
    inputs: properties(resource.inputs, translation),
    outputs: properties(resource.outputs, translation),
    propertyDependencies: Object.fromEntries(dependencies),
    ignoreChanges: resource.ignoreChanges.map((path) => path.replace(/^[^.[]+/, rename)),
  };
}

function properties(given: Properties, { names = {}, attributes, actions, type }: Translation): Properties {
  const renamed: Record<string, Value> = {};
  for (const [key, value] of Object.entries(given))
    renamed[names[key] ?? key] = key === actions ? actionsOf(value) : value;
  if (attributes) Object.assign(renamed, attributesOf(given[attributes.list], attributes.names));
  if (type === TARGET_GROUP && given["healthCheckEnabled"] !== undefined) {
    renamed["healthCheck"] = { enabled: given["healthCheckEnabled"] };
  }
  return renamed;
}

function attributesOf(list: Value | undefined, names: Readonly<Record<string, string>>): Record<string, Value> {
  const found: Record<string, Value> = {};
  // Which attributes a list holds that is not known, nobody can say: each may be any.
  if (typeof list === "symbol") return Object.fromEntries(Object.values(names).map((name) => [name, list]));
  for (const attribute of Array.isArray(list) ? (list as readonly Value[]) : []) {
    if (!isObject(attribute)) continue;
    const name = typeof attribute["key"] === "string" ? names[attribute["key"]] : undefined;
    if (name !== undefined && attribute["value"] !== undefined) found[name] = attribute["value"];
  }
  return found;
}

function actionsOf(actions: Value): Value {
  if (!Array.isArray(actions)) return actions;
  return (actions as readonly Value[]).map((action) => {
    if (!isObject(action) || action["forwardConfig"] === undefined) return action;
    const config = action["forwardConfig"];
    return {
      ...action,
      forward: isObject(config) ? { ...config, targetGroups: groupsOf(config["targetGroups"]) } : config,
    };
  });
}

function groupsOf(groups: Value | undefined): Value {
  if (!Array.isArray(groups)) return groups ?? null;
  return (groups as readonly Value[]).map((group) =>
    isObject(group) ? { ...group, arn: group["targetGroupArn"] ?? null } : group,
  );
}

function isObject(value: Value): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
