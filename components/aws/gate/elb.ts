import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Config } from "@pulumi/pulumi";
import { loaded, Untold } from "../../gate/answers";
import type { Obstacle } from "../../gate/readiness";
import { asked, askedNow } from "./asked";
import { obstacle } from "./readiness";

const PACKAGE = "@aws-sdk/client-elastic-load-balancing-v2";

/** How the SDK is to sign: with the credentials of the environment, or of the profile that the stack's provider is told. */
export function signedFor(region: string) {
  const profile = new Config("aws").get("profile");
  return { region, ...(profile === undefined ? {} : { profile }) };
}

/** Elastic Load Balancing in a region. */
export async function openElb(region: string) {
  const elb = await loaded(PACKAGE, () => import("@aws-sdk/client-elastic-load-balancing-v2"));
  const client = new elb.ElasticLoadBalancingV2Client(signedFor(region));

  return {
    /** What keeps a target group, which needs so many healthy targets, from getting more traffic. */
    async obstacleOf(TargetGroupArn: string, atLeast: number): Promise<Obstacle> {
      const answer = await asked("elasticloadbalancing:DescribeTargetHealth", (options) =>
        client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn }), options),
      );
      if (answer instanceof Untold) return { why: answer.why, isCertain: false };
      return obstacle(answer.TargetHealthDescriptions ?? [], atLeast);
    },

    /** What a listener or a rule does at the moment. */
    async actionsOf(arn: string): Promise<readonly Action[]> {
      if (isRule(arn)) {
        const { Rules: [rule] = [] } = await askedNow("elasticloadbalancing:DescribeRules", (options) =>
          client.send(new elb.DescribeRulesCommand({ RuleArns: [arn] }), options),
        );
        return rule?.Actions ?? [];
      }
      const { Listeners: [listener] = [] } = await askedNow("elasticloadbalancing:DescribeListeners", (options) =>
        client.send(new elb.DescribeListenersCommand({ ListenerArns: [arn] }), options),
      );
      return listener?.DefaultActions ?? [];
    },

    async setActions(arn: string, actions: readonly Action[]): Promise<void> {
      if (isRule(arn)) {
        const change = new elb.ModifyRuleCommand({ RuleArn: arn, Actions: [...actions] });
        await askedNow("elasticloadbalancing:ModifyRule", (options) => client.send(change, options));
      } else {
        const change = new elb.ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [...actions] });
        await askedNow("elasticloadbalancing:ModifyListener", (options) => client.send(change, options));
      }
    },

    close: () => {
      client.destroy();
    },
  };
}

export type Elb = Awaited<ReturnType<typeof openElb>>;

function isRule(arn: string): boolean {
  return arn.includes(":listener-rule/");
}
