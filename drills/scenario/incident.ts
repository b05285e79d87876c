import { readGraph, Traffic, type Properties, type Resource, type Value } from "../../traffic";
import { seeded } from "../physics/random";
import { capacitiesFor } from "../topology/capacities";
import { plantOf } from "../topology/plant-of";
import { CIRCUMSTANCES } from "./circumstances";
import { historyOf } from "./history";
import type { Level, Scenario } from "./scenario";
import { newFindings } from "./variants";

const MINUTE = 60;

/**
 * The outage of 2024-08-20: a routine change gives all traffic to a pool of one server. It is the configuration of
 * `examples/incident-2024-08-20`.
 */
export function incident(seed: number, level: Level): Scenario {
  const [good, bad] = [service(100, 0), service(0, 100)];
  const [was, is] = [good, bad].map((resources) => new Traffic(readGraph(resources)));
  if (!was || !is) throw new Error("the service has two sides");
  const capacities = capacitiesFor(was);
  const plain = (text: string) => text;
  const { words, does, look } = CIRCUMSTANCES["all weight on one pool"];
  return {
    title: "The outage of 2024-08-20",
    briefing:
      "You are on call for a web service: one load balancer, pool blue with five servers, pool green with one. It is Tuesday morning, and a routine update of the load balancer is on its way.",
    ...{ level, seed, changeAt: 2 * MINUTE, strikes: [] },
    before: plantOf({ resources: good, traffic: was }, capacities),
    after: plantOf({ resources: bad, traffic: is }, capacities),
    history: historyOf(good, bad, seeded(seed), plain),
    truth: {
      faults: [
        {
          kind: "all weight on one pool",
          at: "listener https",
          names: ["https", "green", "listener"],
          words: [...words, "100", "single", "one server"],
          does: `${does} Green has one server.`,
          hints: [look, "Look at the last change of the listener: `diff`.", "Put the weights back: `fix rollback`."],
        },
      ],
      findings: newFindings(was, is, plain),
    },
    asItWas: [
      { at: 0, text: "a routine update of the load balancer changes the server pool; nobody has reviewed it" },
      { at: 0, text: "all traffic goes to one backend, which collapses; 80 % of the users are locked out" },
      { at: 105 * MINUTE, text: "service restored" },
    ],
  };
}

const ZONES = ["us-east-1a", "us-east-1b"] as const;

function service(blue: number, green: number): Resource[] {
  const subnets = ZONES.map((zone) => made("aws:ec2/subnet:Subnet", `subnet-${zone}`, { availabilityZone: zone }));
  const front = made("aws:lb/loadBalancer:LoadBalancer", "web", {
    loadBalancerType: "application",
    subnets: subnets.map(arn),
  });
  const check = { path: "/health", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };
  const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
  const pools = ["blue", "green"].map((name) =>
    made("aws:lb/targetGroup:TargetGroup", name, { port: 80, protocol: "HTTP", healthCheck: check, targetGroupHealth }),
  );
  const servers = [5, 1].flatMap((count, pool) => {
    return Array.from({ length: count }, (_, index) => {
      const name = `${pools[pool]?.name ?? ""}${index + 1}`;
      const server = made("aws:ec2/instance:Instance", name, { availabilityZone: ZONES[index % 2] ?? ZONES[0] });
      const targetGroupArn = pools[pool] ? arn(pools[pool]) : null;
      return [
        server,
        made("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${name}Target`, {
          targetGroupArn,
          targetId: server.outputs["id"] ?? null,
        }),
      ];
    }).flat();
  });
  const targetGroups = pools.map((pool, index): Properties => ({ arn: arn(pool), weight: index === 0 ? blue : green }));
  const defaultActions = [{ type: "forward", forward: { targetGroups } }];
  const listener = made("aws:lb/listener:Listener", "https", {
    loadBalancerArn: arn(front),
    port: 443,
    protocol: "HTTPS",
    defaultActions,
  });
  return [front, ...subnets, ...pools, ...servers, listener];
}

function made(type: string, name: string, inputs: Properties): Resource {
  const id = `${type.split(":").at(-1)?.toLowerCase() ?? type}/${name}`;
  return {
    urn: `urn:pulumi:drill::incident-2024-08-20::${type}::${name}`,
    ...{ type, name, inputs },
    outputs: { ...inputs, id, arn: `arn:aws:drill:us-east-1:123456789012:${id}` },
    ...{ propertyDependencies: {}, ignoreChanges: [] },
  };
}

function arn({ outputs }: Resource): Value {
  return outputs["arn"] ?? null;
}
