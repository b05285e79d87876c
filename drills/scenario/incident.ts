import { readGraph, Traffic, type Properties, type Resource } from "../../traffic";
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
  const [was, is] = [new Traffic(readGraph(good)), new Traffic(readGraph(bad))];
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

const FIRST = "us-east-1a";
const SECOND = "us-east-1b";

function service(blue: number, green: number): Resource[] {
  const subnets = [FIRST, SECOND].map((zone) =>
    made("aws:ec2/subnet:Subnet", `subnet-${zone}`, { availabilityZone: zone }),
  );
  const front = made("aws:lb/loadBalancer:LoadBalancer", "web", { subnets: subnets.map(arn) });
  const [blueOnes, greenOnes] = [pool("blue", 5), pool("green", 1)];
  const targetGroups = [
    { arn: arn(blueOnes.group), weight: blue },
    { arn: arn(greenOnes.group), weight: green },
  ];
  const defaultActions = [{ type: "forward", forward: { targetGroups } }];
  const inputs = { loadBalancerArn: arn(front), port: 443, protocol: "HTTPS", defaultActions };
  return [front, ...subnets, ...blueOnes.all, ...greenOnes.all, made("aws:lb/listener:Listener", "https", inputs)];
}

/** A target group with servers in two zones by turns. */
function pool(name: string, count: number): { readonly group: Resource; readonly all: readonly Resource[] } {
  const healthCheck = { path: "/health", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };
  const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
  const group = made("aws:lb/targetGroup:TargetGroup", name, {
    ...{ port: 80, protocol: "HTTP" },
    ...{ healthCheck, targetGroupHealth },
  });
  const servers = Array.from({ length: count }, (_, index) => {
    const availabilityZone = index % 2 === 0 ? FIRST : SECOND;
    const server = made("aws:ec2/instance:Instance", `${name}${index + 1}`, { availabilityZone });
    const registration = { targetGroupArn: arn(group), targetId: idOf(server.type, server.name) };
    return [server, made("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${server.name}Target`, registration)];
  });
  return { group, all: [group, ...servers.flat()] };
}

function made(type: string, name: string, inputs: Properties): Resource {
  const self: Resource = {
    urn: `urn:pulumi:drill::incident-2024-08-20::${type}::${name}`,
    ...{ type, name, inputs },
    outputs: inputs,
    ...{ propertyDependencies: {}, ignoreChanges: [] },
  };
  return { ...self, outputs: { ...inputs, id: idOf(type, name), arn: arn(self) } };
}

function idOf(type: string, name: string): string {
  return `${type.slice(type.lastIndexOf(":") + 1).toLowerCase()}/${name}`;
}

function arn({ type, name }: Resource): string {
  return `arn:aws:drill:us-east-1:123456789012:${idOf(type, name)}`;
}
