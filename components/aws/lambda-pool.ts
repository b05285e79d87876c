import { getFunctionOutput, Permission, type GetFunctionResult } from "@pulumi/aws/lambda";
import { TargetGroup, TargetGroupAttachment } from "@pulumi/aws/lb";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { refuse } from "../checks";
import { whenKnown } from "../when-known";
import { Pool } from "./pool";

export interface LambdaPoolArgs {
  /** Name of the function, which scales by itself. */
  readonly functionName: Input<string>;
  readonly tags?: Input<Record<string, Input<string>>>;
}

/** The fewest runs at a time that a function must not be held below. */
const AT_LEAST = 2;

const TYPE = "evenkeel:aws:LambdaPool";

/**
 * A target group with a Lambda function. It needs no health check: Lambda runs it anew for each request.
 *
 * @throws InputPropertyError when its reserved concurrency is below two, as soon as that is known.
 */
export class LambdaPool extends Pool<"LAMBDA"> {
  protected readonly targetGroup: TargetGroup;
  readonly protocol = "LAMBDA";
  /** @internal */
  readonly openings = [];
  readonly securityGroupId = undefined;

  constructor(name: string, { functionName, tags = {} }: LambdaPoolArgs, options: ComponentResourceOptions = {}) {
    super(TYPE, name, options);
    const found = getFunctionOutput({ functionName }, { parent: this });
    const there = whenKnown(this, `${TYPE} ${name}`, found, runsTwice);
    this.targetGroup = new TargetGroup(name, { targetType: "lambda", tags }, there);
    const permission = new Permission(
      name,
      {
        action: "lambda:InvokeFunction",
        function: functionName,
        principal: "elasticloadbalancing.amazonaws.com",
        sourceArn: this.targetGroup.arn,
      },
      there,
    );
    new TargetGroupAttachment(
      name,
      { targetGroupArn: this.targetGroup.arn, targetId: found.arn },
      { ...there, dependsOn: permission },
    );
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}

/** @throws InputPropertyError when the function may run once at a time only; below 0 it has no limit of its own. */
function runsTwice({ reservedConcurrentExecutions: reserved }: GetFunctionResult): void {
  if (reserved < 0 || reserved >= AT_LEAST) return;
  refuse(
    "functionName",
    `must be a function that may run twice at a time, but its reserved concurrency is ${reserved}`,
  );
}
