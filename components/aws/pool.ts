import type { TargetGroup } from "@pulumi/aws/lb";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { Floor } from "./floor";
import type { Opening, Protocol } from "./protocols";

/**
 * A target group with its members, of which at least two are guaranteed. Only pools can be given traffic, and only the components
 * of this library are pools.
 */
export abstract class Pool<P extends Protocol = Protocol> extends ComponentResource {
  // It is protected, so that nothing else has the shape of a pool.
  protected abstract readonly targetGroup: Pick<TargetGroup, "arn" | "arnSuffix">;
  /** What its members speak. */
  abstract readonly protocol: P;
  /** The security group of its members; undefined where they have none. */
  abstract readonly securityGroupId: Output<string> | undefined;
  /** The healthy members that a change finds which gives it traffic. */
  readonly atLeast: number = 2;
  /** The healthy members that it guarantees; undefined where CloudWatch counts none, as of a function. */
  readonly floor: Floor | undefined;
  /**
   * What is to be let through to them.
   *
   * @internal
   */
  abstract readonly openings: readonly Opening[];

  /** @param label what it is called in the names of what belongs to it and to others. */
  constructor(
    type: string,
    readonly label: string,
    options: ComponentResourceOptions,
    inputs: Readonly<Record<string, Input<unknown>>> = {},
  ) {
    super(type, label, inputs, options);
  }

  get targetGroupArn(): Output<string> {
    return this.targetGroup.arn;
  }

  /** The end of the ARN, by which CloudWatch knows the target group. */
  get targetGroupArnSuffix(): Output<string> {
    return this.targetGroup.arnSuffix;
  }

  /**
   * Tells the pool, where it needs to know, that a listener or a rule leads to it: ECS takes a target group only from then on.
   *
   * @internal
   */
  attached?(to: Resource): void;
}
