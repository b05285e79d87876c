/** The type tokens of the resources that decide how AWS shares traffic. */
export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const LISTENER = "aws:lb/listener:Listener";
export const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
export const TARGET_GROUP_ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
export const CLASSIC_LOAD_BALANCER = "aws:elb/loadBalancer:LoadBalancer";
export const CLASSIC_ATTACHMENT = "aws:elb/attachment:Attachment";
export const INSTANCE = "aws:ec2/instance:Instance";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";
export const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";
export const AUTO_SCALING_ATTACHMENT = "aws:autoscaling/attachment:Attachment";
export const TRAFFIC_SOURCE_ATTACHMENT = "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment";
export const AUTO_SCALING_SCHEDULE = "aws:autoscaling/schedule:Schedule";
export const ECS_CLUSTER = "aws:ecs/cluster:Cluster";
export const ECS_SERVICE = "aws:ecs/service:Service";
export const ECS_TASK_SET = "aws:ecs/taskSet:TaskSet";
export const ECS_CAPACITY_PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
export const ECS_CLUSTER_CAPACITY_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
export const SCALABLE_TARGET = "aws:appautoscaling/target:Target";
export const SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";
export const CODE_DEPLOY_GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";
export const CODE_DEPLOY_CONFIGURATION = "aws:codedeploy/deploymentConfig:DeploymentConfig";
export const LAMBDA_FUNCTION = "aws:lambda/function:Function";
export const LAMBDA_ALIAS = "aws:lambda/alias:Alias";
export const ELASTIC_IP = "aws:ec2/eip:Eip";
export const ELASTIC_IP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";
export const DNS_ZONE = "aws:route53/zone:Zone";
export const DNS_RECORD = "aws:route53/record:Record";
export const DNS_RECORDS = "aws:route53/recordsExclusive:RecordsExclusive";
export const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
export const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
export const ACCELERATOR_LISTENER = "aws:globalaccelerator/listener:Listener";
export const ENDPOINT_GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
export const LATTICE_SERVICE = "aws:vpclattice/service:Service";
export const LATTICE_LISTENER = "aws:vpclattice/listener:Listener";
export const LATTICE_RULE = "aws:vpclattice/listenerRule:ListenerRule";
export const LATTICE_TARGET_GROUP = "aws:vpclattice/targetGroup:TargetGroup";
export const LATTICE_ATTACHMENT = "aws:vpclattice/targetGroupAttachment:TargetGroupAttachment";
export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
/** What `adoptTargetGroup` of the components leaves in a stack. */
export const ADOPTED_TARGET_GROUP = {
  ...{ type: "evenkeel:aws:AdoptedPool", property: "targetGroupArn" },
  ...{ what: "target group", backends: "targets" },
};

/** Modules under which the same resource is, or once was, published. */
const MODULE_FAMILIES: Readonly<Record<string, string>> = {
  "aws:alb/": "aws:lb/",
  "aws:applicationloadbalancing/": "aws:lb/",
  "aws:elasticloadbalancingv2/": "aws:lb/",
  "aws:elasticloadbalancing/": "aws:elb/",
};

/** The one token that stands for all aliases of a type. */
export function canonicalType(type: string): string {
  const end = type.indexOf("/") + 1;
  const family = MODULE_FAMILIES[type.slice(0, end)];
  return family === undefined ? type : family + type.slice(end);
}
