import ts from "typescript";

/** The classes that share traffic or provide what gets it, as a program names them. */
const TYPES = [
  /^aws\.(lb|alb|elb|globalaccelerator)\.\w+$/,
  /^aws\.autoscaling\.(Group|Attachment|TrafficSourceAttachment)$/,
  /^aws\.vpclattice\.(Listener|ListenerRule|TargetGroup|TargetGroupAttachment|Service)$/,
  /^aws\.codedeploy\.DeploymentGroup$/,
  /^gcp\.compute\.(Global|Region)?ForwardingRule$/,
  /^gcp\.compute\.(URLMap|RegionUrlMap)$/,
  /^gcp\.compute\.(Region)?Backend(Service|Bucket)$/,
  /^gcp\.compute\.(Region)?Target\w*Proxy$/,
  /^gcp\.compute\.Target(Pool|Instance)$/,
  /^gcp\.compute\.(Region)?InstanceGroup(Manager)?$/,
  /^gcp\.compute\.InstanceGroupMembership$/,
  /^gcp\.compute\.(Global|Region)?Network(EndpointGroup|Endpoint|EndpointList)$/,
  /^gcp\.compute\.(Region)?Autoscaler$/,
  /^gcp\.networkservices\.(Http|Grpc|Tcp|Tls)Route$/,
];

/** Those that do so only with a certain property. */
const TYPES_WITH: Readonly<Record<string, string>> = {
  "aws.ecs.Service": "loadBalancers",
  "aws.route53.Record": "weightedRoutingPolicies",
  "gcp.dns.RecordSet": "routingPolicy",
};

/** Whether a program makes a resource that decides how traffic is shared. */
export function balancesLoad(code: string): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isNewExpression(node) && isOfOurs(node)) || (ts.forEachChild(node, visit) ?? false);
  return visit(ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true));
}

function isOfOurs({ expression, arguments: given }: ts.NewExpression): boolean {
  const type = expression.getText();
  const property = TYPES_WITH[type];
  if (property !== undefined) return given?.[1]?.getText().includes(property) ?? false;
  return TYPES.some((known) => known.test(type));
}
