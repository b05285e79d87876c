import assert from "node:assert/strict";
import { readGraph, Traffic, UNKNOWN, type Properties, type Resource } from "../../traffic";
import { balancer, instances, listener, registered, split, targetGroup } from "../support/aws";
import { backend, forwardingRule, gcp, group, regional, regionalService, service, urlMap } from "../support/gcp";
import { arn, existing } from "../support/resources";
import { seeded } from "../../drills/physics/random";
import type { Front, Group, Machine, Split, World } from "../../drills/physics/world";
import { contradictions, verdictOn, type Verdict } from "./oracle/compare";

const [A, B, C] = ["us-east-1a", "us-east-1b", "us-east-1c"];

/** A configuration that misleads a simple model, the worlds that it may turn into, and what is to be said of it. */
interface Trap {
  readonly name: string;
  readonly stack: () => readonly Resource[];
  /** A part of the label of the route that is looked at, where there are several. */
  readonly route?: string;
  /** Whether something outside the stack registers targets too, as the configuration of the pack says. */
  readonly isFilledElsewhere?: boolean;
  readonly worlds: readonly World[];
  readonly verdict: Verdict;
}

const TRAPS: readonly Trap[] = [
  {
    name: "one target in a zone that is enabled, one in a zone that is not",
    stack: () => web({ zones: [A, B] }, { pool: [A, C] }),
    worlds: [world({ nodes: [A, B] }, pool("pool", [A, C]))],
    verdict: "concentrated",
  },
  {
    name: "a global service with nine instances in the US and one in Europe",
    stack: () => {
      const [us, eu] = [group("us", 9), group("eu", 1, "europe-west1-b")];
      const both = service("web", [backend(us), backend(eu)]);
      return [us, eu, both, urlMap("web", both)];
    },
    route: "clients near europe-west1",
    worlds: [world({ nodes: ["europe-west1-b"] }, machines("backend service web", "eu", 1, "europe-west1-b"))],
    verdict: "concentrated",
  },
  {
    name: "an internal passthrough service with a capacity scaler of 0",
    stack: () => {
      const [a, b] = [group("a", 3), group("b", 1, "us-central1-b")];
      const both = regionalService("web", [backend(a, { capacityScaler: 0 }), backend(b)], {
        loadBalancingScheme: "INTERNAL",
      });
      return [a, b, both, forwardingRule("web", both)];
    },
    worlds: [
      world(
        { nodes: ["us-central1-a", "us-central1-b"] },
        joined(
          machines("backend service web", "a", 3, "us-central1-a"),
          machines("backend service web", "b", 1, "us-central1-b"),
        ),
      ),
    ],
    verdict: "safe",
  },
  {
    name: "a Network Load Balancer that keeps clients in their zone, with one target a zone",
    stack: () => web({ zones: [A, B], inputs: AFFINITY }, { pool: [A, B] }),
    worlds: [[A], [B], [A, B]].map((clients) =>
      world({ nodes: [A, B], clients, keeps: 1 }, { ...pool("pool", [A, B]), across: false }),
    ),
    verdict: "unproved",
  },
  {
    name: "a Cloud Run service that may run one instance",
    stack: () => {
      const run = gcp("cloudrunv2/service:Service", "run", { template: { scaling: { maxInstanceCount: 1 } } });
      const endpoints = gcp("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "run", {
        networkEndpointType: "SERVERLESS",
        region: "us-central1",
        cloudRun: { service: "run" },
      });
      const behind = service("web", [backend(endpoints)]);
      return [run, endpoints, behind, urlMap("web", behind)];
    },
    worlds: [world({ nodes: ["anywhere"] }, machines("backend service web", "run", 1, "anywhere"))],
    verdict: "concentrated",
  },
  {
    name: "a function that may run one instance",
    stack: () => {
      const fn = existing("aws:lambda/function:Function", "fn", { reservedConcurrentExecutions: 1 });
      const [front, ...subnets] = balancer("web", [A, B]);
      assert.ok(front);
      const functions = targetGroup("pool", { targetType: "lambda" });
      return [front, ...subnets, functions, ...registered(functions, [fn]), listener("web", front, [[functions, 1]])];
    },
    worlds: [world({ nodes: [A, B] }, machines("target group pool", "fn", 1, A))],
    verdict: "concentrated",
  },
  {
    name: "two tasks on hosts of which one is guaranteed",
    stack: twoTasksOnHosts,
    worlds: [world({ nodes: [A, B] }, machines("target group pool", "host", 1, A, 2))],
    verdict: "concentrated",
  },
  {
    name: "one instance in two target groups",
    stack: () => {
      const [front, ...subnets] = balancer("web", [A, B]);
      const [one, two, three] = instances("i", [A, B, A]);
      assert.ok(front && one && two && three);
      const [blue, green] = [targetGroup("blue"), targetGroup("green")];
      const members = [...registered(blue, [one, two]), ...registered(green, [one, three])];
      return [
        front,
        ...subnets,
        blue,
        green,
        ...new Set(members),
        listener("web", front, [
          [blue, 50],
          [green, 50],
        ]),
      ];
    },
    worlds: [
      world(
        { nodes: [A, B] },
        named("blue", [machine("instance i-0", A), machine("instance i-1", B)]),
        named("green", [machine("instance i-0", A), machine("instance i-2", A)]),
      ),
    ],
    verdict: "safe",
  },
  {
    name: "one attachment here, and a group that another stack attaches",
    stack: () => web({ zones: [A, B] }, { pool: [A] }),
    isFilledElsewhere: true,
    worlds: [
      world({ nodes: [A, B] }, joined(pool("pool", [A]), machines("target group pool", "other", 3, B))),
      world({ nodes: [A, B] }, pool("pool", [A])),
    ],
    verdict: "unproved",
  },
  {
    name: "a blue/green service whose tasks may be in either group",
    stack: blueGreen,
    worlds: [
      world({ nodes: [A, B] }, machines("target group green", "task", 3, A)),
      world({ nodes: [A, B] }, named("green", [])),
    ],
    verdict: "unproved",
  },
  {
    name: "a passthrough load balancer that keeps clients in their zone",
    stack: () => {
      const [a, b] = [group("a", 1), group("b", 3, "us-central1-b")];
      const both = regionalService("web", [backend(a), backend(b)], {
        networkPassThroughLbTrafficPolicy: { zonalAffinity: { spillover: "ZONAL_AFFINITY_STAY_WITHIN_ZONE" } },
      });
      return [a, b, both, forwardingRule("web", both)];
    },
    worlds: [["us-central1-a"], ["us-central1-b"]].map((clients) =>
      world(
        { nodes: ["us-central1-a", "us-central1-b"], clients, keeps: 1 },
        {
          ...joined(
            machines("backend service web", "a", 1, "us-central1-a"),
            machines("backend service web", "b", 3, "us-central1-b"),
          ),
          across: false,
        },
      ),
    ),
    verdict: "unproved",
  },
];

const EXAMPLES: readonly Trap[] = [
  {
    name: "1: all weight on a group of one",
    stack: () => split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } }),
    worlds: [world({ nodes: [A, B] }, pool("green", [A]))],
    verdict: "concentrated",
  },
  {
    name: "2: 90 and 10 over three and two",
    stack: () => split({ blue: { weight: 90, targets: 3 }, green: { weight: 10, targets: 2 } }),
    worlds: [weighted({ nodes: [A, B] }, [90, pool("blue", [A, B, A])], [10, pool("green", [A, B])])],
    verdict: "safe",
  },
  {
    name: "3: one target in a zone and four in the other, each zone by itself",
    stack: () => web({ zones: [A, B], inputs: { loadBalancerType: "network" } }, { pool: [A, B, B, B, B] }),
    worlds: [world({ nodes: [A, B] }, { ...pool("pool", [A, B, B, B, B]), across: false })],
    verdict: "safe",
  },
  {
    name: "5: six drained and one that is not",
    stack: () => {
      const [six, one] = [group("six", 6), group("one", 1)];
      const both = service("web", [backend(six, { capacityScaler: 0 }), backend(one, { capacityScaler: 1 })]);
      return [six, one, both, urlMap("web", both)];
    },
    worlds: [world({ nodes: ["us-central1-a"] }, machines("backend service web", "one", 1, "us-central1-a"))],
    verdict: "concentrated",
  },
  {
    name: "10: unknown weights over three and three",
    stack: () => split({ blue: { weight: UNKNOWN, targets: 3 }, green: { weight: UNKNOWN, targets: 3 } }),
    worlds: [0, 1, 500, 999].map((weight) =>
      weighted({ nodes: [A, B] }, [weight, pool("blue", [A, B, A])], [1, pool("green", [A, B, A])]),
    ),
    verdict: "safe",
  },
  {
    name: "10: unknown weights over three and one",
    stack: () => split({ blue: { weight: UNKNOWN, targets: 3 }, green: { weight: UNKNOWN, targets: 1 } }),
    worlds: [0, 1, 500].map((weight) =>
      weighted({ nodes: [A, B] }, [1, pool("blue", [A, B, A])], [weight, pool("green", [A])]),
    ),
    verdict: "unproved",
  },
];

/** What the comparison with random stacks has found. */
const LESSONS: readonly Trap[] = [
  {
    name: "a machine with two ports beside one with one",
    stack: () => {
      const [front, ...subnets] = balancer("web", [A, B]);
      const [one, two] = instances("pool", [A, B]);
      assert.ok(front && one && two);
      const both = targetGroup("pool", { port: 80 });
      const again = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "again", {
        targetGroupArn: arn(both),
        targetId: arn(one),
        port: 8080,
      });
      return [front, ...subnets, both, ...registered(both, [one, two]), again, listener("web", front, [[both, 1]])];
    },
    worlds: [
      world({ nodes: [A, B] }, named("pool", [machine("instance pool-0", A, 2), machine("instance pool-1", B)])),
    ],
    verdict: "concentrated",
  },
  {
    name: "a group that may be empty in two pools of which one has nobody else",
    stack: () => {
      const [front, ...subnets] = balancer("web", [A, B], { loadBalancerType: "network" });
      assert.ok(front);
      const [blue, green] = [targetGroup("blue"), targetGroup("green")];
      const empty = existing("aws:autoscaling/group:Group", "empty", {
        minSize: 0,
        maxSize: 0,
        availabilityZones: [A],
        targetGroupArns: [arn(blue), arn(green)],
      });
      const members = registered(blue, instances("blue", [B, B]));
      return [
        front,
        ...subnets,
        blue,
        green,
        empty,
        ...members,
        listener("web", front, [
          [blue, 3],
          [green, 1],
        ]),
      ];
    },
    worlds: [
      weighted(
        { nodes: [A, B] },
        [3, { ...pool("blue", [B, B]), across: false }],
        [1, { ...pool("green", []), across: false }],
      ),
    ],
    verdict: "concentrated",
  },
  {
    name: "a region whose only backend may be drained",
    stack: () => {
      const [us, eu] = [group("us", 1), group("eu", 3, "europe-west1-b")];
      const both = service("web", [backend(us, { capacityScaler: UNKNOWN }), backend(eu)]);
      return [us, eu, both, urlMap("web", both)];
    },
    route: "clients near us-central1",
    worlds: [
      world({ nodes: ["us-central1-a"] }, machines("backend service web", "us", 1, "us-central1-a")),
      world({ nodes: ["europe-west1-b"] }, machines("backend service web", "eu", 3, "europe-west1-b")),
    ],
    verdict: "unproved",
  },
  {
    name: "a regional group beside one in a zone that it may share",
    stack: () => {
      const [zonal, spread] = [group("zonal", 2), regional("spread", 1)];
      const both = service("web", [backend(zonal), backend(spread)]);
      return [zonal, spread, both, urlMap("web", both)];
    },
    worlds: ["us-central1-a", "us-central1-f"].map((zone) =>
      world(
        { nodes: ["us-central1-a", "us-central1-f"] },
        joined(
          machines("backend service web", "zonal", 2, "us-central1-a"),
          machines("backend service web", "spread", 1, zone),
        ),
      ),
    ),
    verdict: "safe",
  },
  {
    name: "a group that may start to be alone in a zone to which clients keep",
    stack: () => {
      const stack = web({ zones: [A, B], inputs: AFFINITY }, { pool: [A, A] });
      const two = stack.find(({ type }) => type === "aws:lb/targetGroup:TargetGroup");
      assert.ok(two);
      return [...stack, scaling("spare", [two], { minSize: 0, maxSize: 2, availabilityZones: [B] })];
    },
    worlds: [world({ nodes: [A, B], clients: [A, B], keeps: 1 }, { ...pool("pool", [A, A]), across: false })],
    verdict: "unproved",
  },
  {
    name: "a group in two pools, behind two load balancers of which each reaches other zones of it",
    stack: () => {
      const [net, ...subnets] = balancer("web", [A, B], { loadBalancerType: "network" });
      assert.ok(net);
      const inner = [A, B].map((zone, index) => ({ zone, name: ["one", "two"][index] ?? "" })).map(chained);
      const pools = inner.map(({ own }) => own);
      return [
        net,
        ...subnets,
        ...inner.flatMap(({ stack }) => stack),
        scaling("fleet", pools, { minSize: 4, maxSize: 8, availabilityZones: [A, B] }),
        listener(
          "web",
          net,
          inner.map(({ through }) => [through, 1]),
        ),
      ];
    },
    route: "listener web",
    worlds: [
      new Map([
        ["web", { nodes: [A, B], clients: [], keeps: 0, sends: [front("one"), front("two")] }],
        ["one", { nodes: [A], clients: [], keeps: 0, sends: [{ weight: 1, to: fleet("one") }] }],
        ["two", { nodes: [B], clients: [], keeps: 0, sends: [{ weight: 1, to: fleet("two") }] }],
      ]),
    ],
    verdict: "safe",
  },
  {
    name: "a group in two pools, one of which gets nothing, behind a load balancer that withdraws one of its zones",
    stack: () => {
      const [net, ...subnets] = balancer("web", [A, B], { loadBalancerType: "network" });
      assert.ok(net);
      const [alone, both, idle] = [targetGroup("alone"), targetGroup("both"), targetGroup("idle", ACROSS)];
      return [
        net,
        ...subnets,
        alone,
        both,
        idle,
        ...registered(alone, instances("alone", [B])),
        scaling("fleet", [both, idle], { minSize: 2, maxSize: 2, availabilityZones: [A, B] }),
        listener("web", net, [
          [alone, 1],
          [both, 1],
          [idle, 0],
        ]),
      ];
    },
    worlds: [
      world(
        { nodes: [A, B] },
        { ...pool("alone", [B]), across: false },
        {
          ...named(
            "both",
            [A, B].map((zone, index) => machine(`Auto Scaling group fleet #${index}`, zone)),
          ),
          across: false,
        },
      ),
    ],
    verdict: "concentrated",
  },
];

const ACROSS: Properties = { loadBalancingCrossZoneEnabled: "true" };

const AFFINITY: Properties = {
  loadBalancerType: "network",
  dnsRecordClientRoutingPolicy: "availability_zone_affinity",
};

for (const [title, all] of [
  ["What single requests do where a simple model is misled", TRAPS],
  ["What single requests do in the worked examples", EXAMPLES],
  ["What single requests have taught", LESSONS],
] as const) {
  describe(title, () => {
    for (const { name, stack, route: label = "", isFilledElsewhere = false, worlds, verdict } of all) {
      it(`is what the analysis says: ${name}`, () => {
        const filledElsewhere = isFilledElsewhere ? [{ urn: "**pool", reason: "the other stack" }] : [];
        const traffic = new Traffic(readGraph(stack(), { filledElsewhere }));
        const route = traffic.routes.find((one) => one.route.label.includes(label));
        assert.ok(route);
        assert.equal(verdictOn(traffic, route), verdict);
        const trial = { traffic, requests: 5000, random: seeded(1) };
        for (const one of worlds) assert.deepEqual(contradictions(trial, route, one, "web"), []);
      });
    }
  });
}

/** A load balancer in front of target groups with instances in these zones. */
function web(
  { zones, inputs = {} }: { readonly zones: readonly string[]; readonly inputs?: Properties },
  groups: Readonly<Record<string, readonly string[]>>,
): Resource[] {
  const [front, ...subnets] = balancer("web", zones, inputs);
  assert.ok(front);
  const made = Object.entries(groups).map(([name, at]) => ({ own: targetGroup(name), at }));
  const members = made.flatMap(({ own, at }) => [own, ...registered(own, instances(own.name, at))]);
  return [
    front,
    ...subnets,
    ...members,
    listener(
      "web",
      front,
      made.map(({ own }) => [own, 1] as const),
    ),
  ];
}

function scaling(name: string, groups: readonly Resource[], inputs: Properties): Resource {
  return existing("aws:autoscaling/group:Group", name, { targetGroupArns: groups.map(arn), ...inputs });
}

/** An Application Load Balancer in one zone, with a target group of its own, and the target group that leads to it. */
function chained({ name, zone }: { readonly name: string; readonly zone: string }) {
  const [inner, ...subnets] = balancer(name, [zone]);
  assert.ok(inner);
  const own = targetGroup(`fleet-${name}`);
  const through = targetGroup(`to-${name}`, { targetType: "alb" });
  const attached = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", name, {
    targetGroupArn: arn(through),
    targetId: arn(inner),
  });
  return { own, through, stack: [inner, ...subnets, own, through, attached, listener(name, inner, [[own, 1]])] };
}

function front(name: string): Split {
  return { weight: 1, to: name };
}

/** Four instances, two in each zone. */
function fleet(name: string): Group {
  return named(
    `fleet-${name}`,
    [A, A, B, B].map((zone, index) => machine(`Auto Scaling group fleet #${index}`, zone)),
  );
}

function twoTasksOnHosts(): Resource[] {
  const [front, ...subnets] = balancer("web", [A, B]);
  assert.ok(front);
  const tasks = targetGroup("pool");
  const hosts = existing("aws:autoscaling/group:Group", "hosts", {
    minSize: 1,
    maxSize: 4,
    vpcZoneIdentifiers: subnets.map(arn),
  });
  const provider = existing("aws:ecs/capacityProvider:CapacityProvider", "hosts", {
    name: "hosts",
    autoScalingGroupProvider: { autoScalingGroupArn: arn(hosts) },
  });
  const service = existing("aws:ecs/service:Service", "app", {
    desiredCount: 2,
    capacityProviderStrategies: [{ capacityProvider: "hosts" }],
    loadBalancers: [{ targetGroupArn: arn(tasks) }],
  });
  return [front, ...subnets, tasks, hosts, provider, service, listener("web", front, [[tasks, 1]])];
}

function blueGreen(): Resource[] {
  const [front, ...subnets] = balancer("web", [A, B]);
  assert.ok(front);
  const [blue, green] = [targetGroup("blue"), targetGroup("green")];
  const service = existing("aws:ecs/service:Service", "app", {
    launchType: "FARGATE",
    desiredCount: 3,
    deploymentConfiguration: { strategy: "BLUE_GREEN" },
    networkConfiguration: { subnets: subnets.map(arn) },
    loadBalancers: [{ targetGroupArn: arn(blue), advancedConfiguration: { alternateTargetGroupArn: arn(green) } }],
  });
  return [front, ...subnets, blue, green, service, listener("web", front, [[green, 100]])];
}

type Where = Pick<Front, "nodes"> & Partial<Pick<Front, "clients" | "keeps">>;

/** A load balancer that sends as much to each of these. */
function world(where: Where, ...groups: readonly Group[]): World {
  return weighted(where, ...groups.map((to): [number, Group] => [1, to]));
}

function weighted(where: Where, ...splits: readonly (readonly [number, Group])[]): World {
  const sends = splits.map(([weight, to]): Split => ({ weight, to }));
  return new Map([["web", { clients: [], keeps: 0, ...where, sends }]]);
}

/** A target group with an instance in each of these zones. */
function pool(name: string, zones: readonly string[]): Group {
  return named(
    name,
    zones.map((zone, index) => machine(`instance ${name}-${index}`, zone)),
  );
}

function named(name: string, all: readonly Machine[]): Group {
  return { name: `target group ${name}`, across: true, machines: all };
}

function machines(name: string, prefix: string, count: number, zone: string, takes = 1): Group {
  const all = Array.from({ length: count }, (_, index) => machine(`${prefix} #${index}`, zone, takes));
  return { name, across: true, machines: all };
}

function joined(one: Group, other: Group): Group {
  return { ...one, machines: [...one.machines, ...other.machines] };
}

function machine(name: string, zone: string, takes = 1): Machine {
  return { name, zone, takes };
}
