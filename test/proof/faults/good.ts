import type { Resource } from "../../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../../support/aws";
import { resourcesOf } from "./example";

/** Configurations in which nothing is wrong. */
export const GOOD: Readonly<Record<string, () => Promise<readonly Resource[]>>> = {
  "the AWS example": () => resourcesOf("aws-web-service"),
  "the Google Cloud example": () => resourcesOf("gcp-web-service", { "gcp:region": "us-central1" }),
  "two registered targets": () => Promise.resolve(twoTargets()),
};

/** Two targets in two zones, registered one by one, with everything stated that a policy asks for. */
function twoTargets(): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  if (!front) throw new Error("a load balancer is expected");
  const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
  const group = targetGroup("pool", {
    protocol: "HTTP",
    healthCheck: { enabled: true, interval: 10 },
    targetGroupHealth,
  });
  const members = registered(group, instances("i", ["us-east-1a", "us-east-1b"]));
  return [front, ...subnets, group, ...members, listener("web", front, [[group, 1]])];
}
