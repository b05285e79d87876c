import type { Properties, Resource, Value } from "../resource";
import { actionsOf, endpointsOf, isObject } from "./native-values";
import { blocksOf } from "./native-target-groups";
import { RECORD_NAMES, RECORD_VALUES } from "./flat-records";
import {
  ACCELERATOR,
  ACCELERATOR_LISTENER,
  AUTO_SCALING_GROUP,
  DNS_RECORD,
  DNS_ZONE,
  ELASTIC_IP,
  ENDPOINT_GROUP,
  INSTANCE,
  LISTENER,
  LISTENER_RULE,
  LOAD_BALANCER,
  SUBNET,
  TARGET_GROUP,
} from "./types";

/** How a resource of AWS Cloud Control differs from the one that the readers know. */
interface Translation {
  readonly type: string;
  /** Other names of top-level properties. */
  readonly names?: Readonly<Record<string, string>>;
  /** Properties that are entries of a list of keys and values there. */
  readonly attributes?: { readonly list: string; readonly names: Readonly<Record<string, string>> };
  /** How the values of properties are written, by their names here, where that differs. */
  readonly values?: Readonly<Record<string, (value: Value) => Value>>;
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
    values: { defaultActions: actionsOf },
  },
  "aws-native:elasticloadbalancingv2:ListenerRule": {
    type: LISTENER_RULE,
    names: { ruleArn: "arn" },
    values: { actions: actionsOf },
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
  "aws-native:ec2:Eip": { type: ELASTIC_IP, names: { allocationId: "id", instanceId: "instance" } },
  "aws-native:route53:HostedZone": { type: DNS_ZONE },
  "aws-native:route53:RecordSet": { type: DNS_RECORD, names: RECORD_NAMES, values: RECORD_VALUES },
  "aws-native:globalaccelerator:Accelerator": { type: ACCELERATOR, names: { acceleratorArn: "arn" } },
  "aws-native:globalaccelerator:Listener": { type: ACCELERATOR_LISTENER, names: { listenerArn: "arn" } },
  "aws-native:globalaccelerator:EndpointGroup": {
    type: ENDPOINT_GROUP,
    names: { endpointGroupArn: "arn" },
    values: { endpointConfigurations: endpointsOf },
  },
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

function properties(given: Properties, { names = {}, attributes, values = {}, type }: Translation): Properties {
  const renamed: Record<string, Value> = {};
  for (const [key, value] of Object.entries(given)) {
    const name = names[key] ?? key;
    renamed[name] = value === null ? null : (values[name]?.(value) ?? value);
  }
  if (attributes) Object.assign(renamed, attributesOf(given[attributes.list], attributes.names));
  if (type === TARGET_GROUP) Object.assign(renamed, blocksOf(given));
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
