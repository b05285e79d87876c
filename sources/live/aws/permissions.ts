/** Everything that is asked of AWS; nothing of it changes anything. */
const ACTIONS = [
  "application-autoscaling:DescribeScalableTargets",
  "application-autoscaling:DescribeScheduledActions",
  "autoscaling:DescribeAutoScalingGroups",
  "autoscaling:DescribeScheduledActions",
  "ec2:DescribeInstances",
  "ec2:DescribeSubnets",
  "ecs:DescribeCapacityProviders",
  "ecs:DescribeClusters",
  "ecs:DescribeServices",
  "ecs:ListClusters",
  "ecs:ListServices",
  "elasticloadbalancing:DescribeInstanceHealth",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
] as const;

/** An action of IAM, as a policy allows it. */
export type Action = (typeof ACTIONS)[number];

/**
 * The least policy with which an account can be read. Most of these actions know no resources, so that it names none.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export function leastPolicy(): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "EvenkeelReadsHowTrafficIsShared", Effect: "Allow", Action: ACTIONS, Resource: "*" }],
  };
}
