import { TargetGroup, TargetGroupAttachment } from "@pulumi/aws/lb";
import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import { healthCheckBlock, type HttpHealthCheck } from "./health-check";
import type { HttpLoadBalancer } from "./http-load-balancer";
import { Pool } from "./pool";
import { openingsOf, type Opening } from "./protocols";

export interface LoadBalancerPoolArgs {
  /** The load balancer that takes the connections, which has at least two targets behind it itself. */
  readonly balancer: HttpLoadBalancer;
  /** What it is asked for: a request that its rules answer only when the site can serve. */
  readonly healthCheck: Omit<HttpHealthCheck, "port">;
  readonly tags?: Input<Record<string, Input<string>>>;
}

const TYPE = "evenkeel:aws:LoadBalancerPool";

/**
 * A target group with an Application Load Balancer, which gives that the fixed addresses of a Network Load Balancer.
 *
 * @throws InputPropertyError that names the property of the health check that is out of range.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export class LoadBalancerPool extends Pool<"TCP"> {
  protected readonly targetGroup: TargetGroup;
  readonly protocol = "TCP";
  readonly securityGroupId: Output<string>;
  /** @internal */
  readonly openings: readonly Opening[];

  constructor(name: string, args: LoadBalancerPoolArgs, options: ComponentResourceOptions = {}) {
    const { balancer, healthCheck, tags = {} } = args;
    const check = healthCheckBlock(healthCheck, balancer.port === 443 ? "HTTPS" : "HTTP");
    super(TYPE, name, options);
    const { port } = balancer;
    this.securityGroupId = balancer.securityGroupId;
    this.openings = openingsOf("TCP", port);
    this.targetGroup = new TargetGroup(
      name,
      { targetType: "alb", protocol: "TCP", port, vpcId: balancer.vpcId, healthCheck: check, tags },
      { parent: this },
    );
    new TargetGroupAttachment(
      name,
      { targetGroupArn: this.targetGroup.arn, targetId: balancer.arn, port },
      // AWS refuses a load balancer that does not listen at the port.
      { parent: this, dependsOn: balancer },
    );
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}
