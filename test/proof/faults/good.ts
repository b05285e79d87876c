import type { Resource } from "../../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../../support/aws";
import { resourcesOf } from "./example";

/** Configurations in which nothing is wrong. */
export const GOOD: Readonly<Record<string, () => Promise<readonly Resource[]>>> = {
  "the AWS example": () => resourcesOf("aws-web-service"),
  "the Google Cloud example": () => resourcesOf("gcp-web-service", { "gcp:region": "us-central1" }),
  "two registered targets": () => Promise.resolve(twoTargets()),
  "a canary": () => Promise.resolve(canary()),
};

/** A pool that takes nearly all, and one for what is new. */
function canary(): Resource[] {
  const zones = ["us-east-1a", "us-east-1b"];
  const [front, ...subnets] = balancer("web", zones);
  if (!front) throw new Error("a load balancer is expected");
  const [blue, green] = [pool("blue"), pool("green")];
  const members = [...registered(blue, instances("blue", zones)), ...registered(green, instances("green", zones))];
  const split = [[blue, 90] as const, [green, 10] as const];
  return [front, ...subnets, blue, green, ...members, listener("web", front, split)];
}

/** Two targets in two zones, registered one by one, with everything stated that a policy asks for. */
function twoTargets(): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  if (!front) throw new Error("a load balancer is expected");
  const group = pool("pool");
  const members = registered(group, instances("i", ["us-east-1a", "us-east-1b"]));
  return [front, ...subnets, group, ...members, listener("web", front, [[group, 1]])];
}

function pool(name: string): Resource {
  const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
  return targetGroup(name, { protocol: "HTTP", healthCheck: { enabled: true, interval: 10 }, targetGroupHealth });
}
