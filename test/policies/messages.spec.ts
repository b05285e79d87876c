import assert from "node:assert/strict";
import { UNKNOWN, type Properties, type Resource } from "../../traffic";
import { balancer, forward, instances, listener, registered, targetGroup } from "../support/aws";
import { backend, forwardingRule, gcp, group, link, regionalService, service, urlMap } from "../support/gcp";
import { judgedBy, type Configuration } from "../support/engine";
import { arn, existing, planned } from "../support/resources";

const [A, B] = ["us-east-1a", "us-east-1b"];

/** What a person reads who has to find and mend it in the middle of the night. */
interface Case {
  readonly policy: string;
  readonly when: string;
  readonly stack: () => readonly Resource[];
  readonly configuration?: Configuration;
  /** `level resource`, then the lines of the message; of each finding. */
  readonly said: readonly (readonly string[])[];
}

const CASES: readonly Case[] = [
  {
    policy: "at-least-two-targets",
    when: "two routes lead to a lone target",
    stack: () => twice(web({ pool: [A] })),
    said: [
      [
        "mandatory pool",
        "listener web:443 sends 100 % of its traffic to target group pool, which guarantees 1 target (instance pool-0); at least 2 are required.",
        "Also 100 % of listener web:443 rule 1.",
        "Path: listener web:443 → target group pool → instance pool-0.",
        "Register another target in target group pool, or send the traffic elsewhere.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "an Auto Scaling group may shrink to one",
    stack: () => scaled({ minSize: 1, maxSize: 4 }),
    said: [
      [
        "mandatory fleet",
        "listener web:443 sends 100 % of its traffic to target group pool, which guarantees 1 target (Auto Scaling group fleet); at least 2 are required.",
        "Path: listener web:443 → target group pool → Auto Scaling group fleet.",
        "Raise minSize of Auto Scaling group fleet to at least 2, or send the traffic elsewhere.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "a lone target is a canary",
    stack: () => web({ blue: [A, B], green: [A] }, { weights: [95, 5] }),
    said: [
      [
        "advisory green",
        "listener web:443 sends 5 % of its traffic to target group green, which guarantees 1 target (instance green-0); at least 2 are required.",
        "Path: listener web:443 → target group green → instance green-0.",
        "Register another target in target group green, or set its weight to 0.",
        "It is taken for a canary: above 10 % of the traffic (canaryShare) it would be blocked.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "one of two targets is in a zone that is not enabled",
    stack: () => web({ pool: [A, "us-east-1c"] }),
    said: [
      [
        "mandatory pool",
        "listener web:443 sends 100 % of its traffic to target group pool, which guarantees 1 target (instance pool-0); at least 2 are required.",
        "Path: listener web:443 → target group pool → instance pool-0.",
        "No traffic reaches instance pool-1: the load balancer has not enabled the zone.",
        "Register another target in target group pool, or send the traffic elsewhere.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "the other group is drained",
    stack: () => {
      const [six, one] = [group("six", 6), group("one", 1)];
      const both = service("web", [backend(six, { capacityScaler: 0 }), backend(one)]);
      return [six, one, both, urlMap("web", both)];
    },
    said: [
      [
        "mandatory one",
        "URL map web sends 100 % of its traffic to backend service web, which guarantees 1 target (managed instance group one); at least 2 are required.",
        "Path: URL map web → backend service web → managed instance group one.",
        "No traffic reaches managed instance group six: its capacityScaler is 0.",
        "Raise targetSize of managed instance group one to at least 2, or send the traffic elsewhere.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "every weight is 0",
    stack: () => web({ blue: [A, B], green: [A, B] }, { weights: [0, 0] }),
    said: [
      [
        "mandatory web",
        "listener web:443 forwards its traffic, but every weight is 0: no target receives it.",
        "Give a pool with at least two targets a weight above 0.",
      ],
    ],
  },
  {
    policy: "max-traffic-share",
    when: "one target has a zone for itself, on two routes",
    stack: () => twice(web({ pool: [A, B, B] }, { inputs: NETWORK })),
    configuration: { "max-traffic-share": { maxShare: 0.4 } },
    said: [
      [
        "mandatory pool",
        "instance pool-0 gets 50 % of the traffic of listener web:443; at most 40 % is allowed.",
        "The same backend gets too much of 1 other route.",
        "Path: listener web:443 → target group pool → instance pool-0.",
        "Add targets to target group pool; where the load balancer keeps to its zones, in the zone of the busiest one.",
      ],
    ],
  },
  {
    policy: "max-traffic-share",
    when: "two targets in a pool that gets most",
    stack: () => web({ blue: [A, B], green: [A, B, A, B] }, { weights: [8, 2] }),
    configuration: { "max-traffic-share": { maxShare: 0.3 } },
    said: [
      [
        "mandatory blue",
        "instance blue-0 gets 40 % of the traffic of listener web:443; at most 30 % is allowed.",
        "Path: listener web:443 → target group blue → instance blue-0.",
        "Add targets to target group blue; where the load balancer keeps to its zones, in the zone of the busiest one.",
      ],
    ],
  },
  {
    policy: "traffic-is-provable",
    when: "a share depends on weights that are not known",
    stack: () => web({ blue: [A, B], green: [A, B, A, B] }, { weights: [UNKNOWN, 2] }),
    configuration: { "max-traffic-share": { maxShare: 0.3 } },
    said: [
      [
        "advisory web",
        "It could not be proved that no backend gets more than 30 % of listener web:443:",
        "- defaultActions of listener web: its weights are not known before the update",
      ],
    ],
  },
  {
    policy: "traffic-is-provable",
    when: "a floor, zones and a loss depend on a size that is not known",
    stack: () => scaled({ minSize: UNKNOWN, maxSize: 4 }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 0.5 } },
    said: [
      [
        "advisory pool",
        "It could not be proved that target group pool guarantees 2 targets:",
        "- minSize of group fleet: its value is not known before the update",
      ],
    ],
  },
  {
    policy: "traffic-is-provable",
    when: "the zone of a target is not known",
    stack: () => web({ pool: [A, A, A, B, UNKNOWN] }, { inputs: NETWORK }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 0.5 } },
    said: [
      [
        "advisory pool",
        "It could not be proved that no zone takes more than 75 % of target group pool, nor that the busiest target of target group pool gets no more than 2 times what the least busy one gets:",
        "- availabilityZone of instance pool-4: its availability zone is not known",
      ],
      [
        "advisory web",
        "It could not be proved that no backend gets more than 50 % of listener web:443 after the loss of the busiest zone:",
        "- availabilityZone of instance pool-4: its availability zone is not known",
      ],
    ],
  },
  {
    policy: "health-check-required",
    when: "the check is off",
    stack: () => web({ pool: [A, B] }, { group: { healthCheck: { enabled: false } } }),
    said: [
      [
        "mandatory pool",
        "target group pool receives traffic of listener web:443 without a health check: a target that fails keeps its share.",
        "Set healthCheck.enabled to true, so that traffic leaves a target that does not answer.",
      ],
    ],
  },
  {
    policy: "spans-two-zones",
    when: "all targets are in one zone",
    stack: () => web({ pool: [A, A] }),
    said: [
      [
        "advisory pool",
        "target group pool has targets in 1 zone (us-east-1a); at least 2 are required. It gets traffic of listener web:443: when the zone fails, so does all of it.",
        "Run targets of target group pool in another zone that the load balancer has enabled.",
      ],
    ],
  },
  {
    policy: "spans-two-zones",
    when: "one zone takes most",
    stack: () => web({ pool: [A, A, A, A, B] }),
    said: [
      [
        "advisory pool",
        "us-east-1a takes 80 % of the traffic of target group pool; at most 75 % is allowed.",
        "Move targets of target group pool from that zone to the others, or add some there.",
      ],
    ],
  },
  {
    policy: "spans-two-zones",
    when: "all targets are in one subnet of which the zone is not known",
    stack: () => inUnknownSubnet(),
    said: [
      [
        "advisory pool",
        "target group pool has targets in 1 zone; at least 2 are required. It gets traffic of listener web:443: when the zone fails, so does all of it.",
        "Run targets of target group pool in another zone that the load balancer has enabled.",
      ],
    ],
  },
  {
    policy: "even-zones",
    when: "one zone holds four targets, the other one",
    stack: () => web({ pool: [A, B, B, B, B] }, { inputs: NETWORK }),
    said: [
      [
        "advisory pool",
        "instance pool-0 gets 4 times as much of the traffic of target group pool as instance pool-1; at most 2 times as much is allowed.",
        "The load balancer gives each zone the same part of the traffic, however many targets the zone holds.",
        "Turn cross-zone load balancing on, or run as many targets of target group pool in each zone.",
      ],
    ],
  },
  {
    policy: "survives-a-loss",
    when: "two of three are left",
    stack: () => web({ pool: [A, B, B] }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 0.4 } },
    said: [
      [
        "advisory web",
        "When instance pool-0 fails, one backend gets 50 % of the traffic of listener web:443; at most 40 % is allowed.",
        "Run more targets behind listener web:443, and in more zones.",
      ],
      [
        "advisory web",
        "When us-east-1b fails, one backend gets 100 % of the traffic of listener web:443; at most 40 % is allowed.",
        "Run more targets behind listener web:443, and in more zones.",
      ],
    ],
  },
  {
    policy: "rollout-keeps-two",
    when: "two groups may lose targets at once",
    stack: () => {
      const [one, two] = ["one", "two"].map((name) =>
        group(name, 1, "us-central1-a", { updatePolicy: { type: "PROACTIVE", maxUnavailableFixed: 1 } }),
      );
      assert.ok(one && two);
      const both = service("web", [backend(one), backend(two)]);
      return [one, two, both, urlMap("web", both)];
    },
    said: [
      [
        "advisory one",
        "backend service web, which gets 100 % of the traffic of URL map web, is down to no targets while a rollout runs; at least 2 are required.",
        "Path: URL map web → backend service web → managed instance group one.",
        "Change updatePolicy.maxUnavailableFixed of managed instance group one and updatePolicy.maxUnavailableFixed of managed instance group two, so that a rollout adds targets before it takes any away, or run more targets.",
      ],
    ],
  },
  {
    policy: "rollout-keeps-two",
    when: "a refresh takes half away",
    stack: () =>
      scaled({
        minSize: 2,
        maxSize: 4,
        instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 50 } },
      }),
    said: [
      [
        "advisory fleet",
        "target group pool, which gets 100 % of the traffic of listener web:443, is down to 1 target while a rollout runs; at least 2 are required.",
        "Path: listener web:443 → target group pool → Auto Scaling group fleet.",
        "Change instanceRefresh.preferences.minHealthyPercentage of Auto Scaling group fleet, so that a rollout adds targets before it takes any away, or run more targets.",
      ],
    ],
  },
  {
    policy: "health-check-decides-in-time",
    when: "a check is slow and waits too long",
    stack: () =>
      web(
        { pool: [A, B] },
        {
          group: {
            protocol: "TCP",
            healthCheck: { protocol: "TCP", interval: 60, timeout: 70, unhealthyThreshold: 4 },
          },
        },
      ),
    said: [
      [
        "advisory pool",
        "target group pool waits 70 s for the answer of a health check, longer than the 60 s to the next one.",
        "Make its timeout shorter than its interval.",
      ],
      [
        "advisory pool",
        "target group pool takes 240 s to notice a target that fails: 4 failed checks, one every 60 s; at most 90 s is allowed. Until then the target keeps its share.",
        "Lower the interval of the health check or its unhealthy threshold.",
      ],
    ],
  },
  {
    policy: "health-check-decides-in-time",
    when: "a setting is out of range",
    stack: () => web({ pool: [A, B] }, { group: { protocol: "HTTP", healthCheck: { interval: 400 } } }),
    said: [
      ["advisory pool", "target group pool: healthCheck.interval must be 5 to 300 seconds, but is 400.", "Correct it."],
      [
        "advisory pool",
        "target group pool takes 1200 s to notice a target that fails: 3 failed checks, one every 400 s; at most 90 s is allowed. Until then the target keeps its share.",
        "Lower the interval of the health check or its unhealthy threshold.",
      ],
    ],
  },
  {
    policy: "health-check-decides-in-time",
    when: "a group replaces nothing",
    stack: () => scaled({ minSize: 2, maxSize: 4 }),
    said: [
      [
        "advisory fleet",
        "Auto Scaling group fleet replaces an instance only when EC2's own status checks fail (healthCheckType EC2, the default): one that target group pool finds unhealthy is left as it is, and its traffic with the others.",
        "Set its healthCheckType to ELB.",
      ],
    ],
  },
  {
    policy: "no-silent-fail-open",
    when: "nothing is stated",
    stack: () => web({ pool: [A, B] }),
    said: [
      [
        "advisory pool",
        "When no target of target group pool is healthy, it sends traffic to all targets, healthy or not, and nothing in the configuration says that this is meant.",
        "State in targetGroupHealth.unhealthyStateRouting how many targets must be healthy.",
      ],
    ],
  },
  {
    policy: "no-silent-fail-open",
    when: "the floor is above what is guaranteed",
    stack: () =>
      web(
        { pool: [A, B] },
        { group: { targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount: 3 } } } },
      ),
    said: [
      [
        "advisory pool",
        "target group pool takes fewer than 3 healthy targets for too few, but guarantees 2 targets: it sends traffic to all targets, healthy or not, even while all of them are healthy.",
        "State in targetGroupHealth.unhealthyStateRouting how many targets must be healthy: ask for no more healthy targets than there are.",
      ],
    ],
  },
  {
    policy: "stickiness-is-bounded",
    when: "a cookie lasts a week",
    stack: () => web({ pool: [A, B] }, { group: { stickiness: { type: "lb_cookie", cookieDuration: 604_800 } } }),
    configuration: { "stickiness-is-bounded": { maxSeconds: 3600 } },
    said: [
      [
        "advisory pool",
        "target group pool keeps a client for 7 days (stickiness of type lb_cookie); at most 1 hour is allowed. Until then targets that are new, or back again, get none of its traffic.",
        "Shorten that time, or keep no clients.",
      ],
    ],
  },
  {
    policy: "stickiness-is-bounded",
    when: "a client is an address",
    stack: () => passed({ sessionAffinity: "CLIENT_IP" }),
    said: [
      [
        "advisory web",
        "backend service web keeps all clients behind one address together (sessionAffinity CLIENT_IP): those of one office, network or proxy are one client, and may be most of the traffic.",
        "Keep clients by a cookie, or not at all.",
      ],
    ],
  },
  {
    policy: "no-stale-weights",
    when: "a pool of five gets nothing",
    stack: () => web({ blue: [A, B, A, B, A], green: [A, B] }, { weights: [0, 1] }),
    said: [
      [
        "advisory blue",
        "target group blue has targets (instance blue-0, instance blue-1, instance blue-2 and 2 others), but nothing in this stack sends it traffic: its weight is 0 on listener web:443.",
        "Remove it, or send it traffic. Where it stands by for the next deployment, exempt it with that reason.",
      ],
    ],
  },
  {
    policy: "no-stale-weights",
    when: "a lone pool has a weight",
    stack: () => web({ pool: [A, B] }, { weights: [5] }),
    said: [
      [
        "advisory web",
        "listener web:443 has one pool with a weight: with nothing to weigh it against it gets everything, whatever the weight.",
        "Remove the weight, or add the pool that it is to be weighed against.",
      ],
    ],
  },
  {
    policy: "capacity-is-not-capped",
    when: "a group cannot grow",
    stack: () => scaled({ minSize: 2, maxSize: 2 }),
    said: [
      [
        "advisory fleet",
        "Auto Scaling group fleet cannot grow: maxSize of Auto Scaling group fleet is 2, and so is its minimum. When load rises, or targets fail, those that are left carry it all.",
        "Raise maxSize of Auto Scaling group fleet.",
      ],
    ],
  },
  {
    policy: "capacity-is-not-capped",
    when: "a schedule goes below the minimum",
    stack: () => {
      const all = scaled({ minSize: 4, maxSize: 8 });
      return [
        ...all,
        existing("aws:autoscaling/schedule:Schedule", "night", {
          autoscalingGroupName: "fleet",
          maxSize: 2,
          minSize: 0,
          desiredCapacity: 2,
        }),
      ];
    },
    said: [
      [
        "advisory night",
        "maxSize of schedule night takes Auto Scaling group fleet down to 2 at some time of day, below its usual minimum of 4.",
        "Raise maxSize of schedule night to 4 or more.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "nobody is registered",
    stack: () => web({ pool: [] }),
    said: [
      [
        "mandatory pool",
        "listener web:443 sends 100 % of its traffic to target group pool, which guarantees no targets; at least 2 are required.",
        "Path: listener web:443 → target group pool.",
        'Register targets in target group pool, or send the traffic elsewhere. Where something outside this stack registers them, say so in the option filledElsewhere of stack-is-readable: {"urn": "*:TargetGroup::pool", "reason": "who registers them"}.',
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "it is not known which of two groups of one gets the traffic",
    stack: () => {
      const [front, ...subnets] = balancer("web", [A, B]);
      assert.ok(front);
      const groups = ["blue", "green"].map((name) => planned("aws:lb/targetGroup:TargetGroup", name));
      const members = groups.flatMap((own) => {
        const [machine] = instances(own.name, [A]);
        assert.ok(machine);
        const behind = { targetGroupArn: [own], targetId: [machine] };
        const inputs: Properties = { targetGroupArn: UNKNOWN, targetId: arn(machine) };
        return [
          machine,
          planned("aws:lb/targetGroupAttachment:TargetGroupAttachment", own.name, inputs, { dependencies: behind }),
        ];
      });
      const targetGroups: Properties[] = [
        { arn: UNKNOWN, weight: 100 },
        { arn: UNKNOWN, weight: 0 },
      ];
      const inputs: Properties = {
        loadBalancerArn: arn(front),
        port: 443,
        defaultActions: [{ type: "forward", forward: { targetGroups } }],
      };
      return [
        front,
        ...subnets,
        ...groups,
        ...members,
        planned("aws:lb/listener:Listener", "web", inputs, { dependencies: { defaultActions: groups } }),
      ];
    },
    said: [
      [
        "mandatory web",
        "listener web:443 sends its traffic to a pool with fewer than 2 targets, whichever it turns out to be: target group blue guarantees 1 target; target group green guarantees 1 target.",
        "Register another target in each of them.",
      ],
    ],
  },
  {
    policy: "at-least-two-targets",
    when: "a route gives a lone target little, and another one all",
    stack: () => {
      const [front, ...subnets] = balancer("web", [A, B]);
      assert.ok(front);
      const [blue, green] = [targetGroup("blue"), targetGroup("green")];
      const own = listener("web", front, [
        [blue, 9],
        [green, 1],
      ]);
      const rule = existing("aws:lb/listenerRule:ListenerRule", "api", {
        listenerArn: arn(own),
        priority: 7,
        actions: [forward([[green, 1]])],
      });
      return [
        front,
        ...subnets,
        blue,
        green,
        ...registered(blue, instances("b", [A, B])),
        ...registered(green, instances("g", [A])),
        own,
        rule,
      ];
    },
    said: [
      [
        "mandatory green",
        "listener web:443 rule 7 sends 100 % of its traffic to target group green, which guarantees 1 target (instance g-0); at least 2 are required.",
        "Also 10 % of listener web:443.",
        "Path: listener web:443 rule 7 → target group green → instance g-0.",
        "Register another target in target group green, or send the traffic elsewhere.",
      ],
    ],
  },
  {
    policy: "traffic-is-provable",
    when: "what is left after a loss depends on weights that are not known",
    stack: () => web({ blue: [A, B], green: [A, B, A, B] }, { weights: [UNKNOWN, 2] }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 0.8 } },
    said: [
      [
        "advisory web",
        "It could not be proved that no backend gets more than 80 % of listener web:443 after the loss of instance blue-0, nor that no backend gets more than 80 % of listener web:443 after the loss of us-east-1a:",
        "- defaultActions of listener web: its weights are not known before the update",
      ],
    ],
  },
  {
    policy: "traffic-is-provable",
    when: "a cookie lasts for a time that is not known",
    stack: () => web({ pool: [A, B] }, { group: { stickiness: { type: "lb_cookie", cookieDuration: UNKNOWN } } }),
    said: [
      [
        "advisory pool",
        "It could not be proved that target group pool keeps a client for no more than 1 day:",
        "- stickiness of target group pool: its value is not known before the update",
      ],
    ],
  },
  {
    policy: "health-check-decides-in-time",
    when: "only the port of a service that speaks HTTP is tried",
    stack: () => {
      const check = gcp("compute/healthCheck:HealthCheck", "check", { tcpHealthCheck: { port: 80 } });
      const four = group("four", 4, A, { autoHealingPolicies: { healthCheck: "check" } });
      const behind = service("web", [backend(four)], { healthChecks: link(check) });
      return [check, four, behind, urlMap("web", behind)];
    },
    said: [
      [
        "advisory check",
        "The health check of backend service web only tries whether a port opens, though the service speaks HTTP: a target that answers every request with an error keeps its share.",
        "Let the health check ask for a path over HTTP.",
      ],
    ],
  },
  {
    policy: "stickiness-is-bounded",
    when: "a cookie has no end",
    stack: () => {
      const four = group("four", 4);
      const behind = service("web", [backend(four)], { sessionAffinity: "GENERATED_COOKIE" });
      return [four, behind, urlMap("web", behind)];
    },
    said: [
      [
        "advisory web",
        "backend service web keeps a client for as long as the client wants (sessionAffinity GENERATED_COOKIE); at most 1 day is allowed. Until then targets that are new, or back again, get none of its traffic.",
        "Shorten that time, or keep no clients.",
      ],
    ],
  },
  {
    policy: "stickiness-is-bounded",
    when: "a cookie lasts as long as is allowed",
    stack: () => web({ pool: [A, B] }, { group: { stickiness: { type: "lb_cookie", cookieDuration: 86_400 } } }),
    said: [],
  },
  {
    policy: "no-silent-fail-open",
    when: "the floor is what is guaranteed",
    stack: () =>
      web(
        { pool: [A, B] },
        { group: { targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount: 2 } } } },
      ),
    said: [],
  },
  {
    policy: "no-stale-weights",
    when: "a pool of three gets nothing, on two routes",
    stack: () => {
      const all = web({ blue: [A, B, A], green: [A, B] }, { weights: [0, 1] });
      const [front, blue] = [
        all.find(({ type }) => type.endsWith(":Listener")),
        all.find(({ name }) => name === "blue"),
      ];
      const green = all.find(({ name }) => name === "green");
      assert.ok(front && blue && green);
      const actions = [
        forward([
          [blue, 0],
          [green, 1],
        ]),
      ];
      return [
        ...all,
        existing("aws:lb/listenerRule:ListenerRule", "api", { listenerArn: arn(front), priority: 1, actions }),
      ];
    },
    said: [
      [
        "advisory blue",
        "target group blue has targets (instance blue-0, instance blue-1, instance blue-2), but nothing in this stack sends it traffic: its weight is 0 on listener web:443, listener web:443 rule 1.",
        "Remove it, or send it traffic. Where it stands by for the next deployment, exempt it with that reason.",
      ],
    ],
  },
  {
    policy: "no-stale-weights",
    when: "a pool that no route names has a group that may be empty",
    stack: () => {
      const spare = targetGroup("spare");
      const empty = existing("aws:autoscaling/group:Group", "none", {
        minSize: 0,
        maxSize: 4,
        availabilityZones: [A],
        targetGroupArns: [arn(spare)],
      });
      return [...web({ pool: [A, B] }), spare, empty];
    },
    said: [],
  },
  {
    policy: "no-stale-weights",
    when: "a pool that no route names has a target",
    stack: () => {
      const spare = targetGroup("spare");
      return [...web({ pool: [A, B] }), spare, ...registered(spare, instances("spare", [A]))];
    },
    said: [
      [
        "advisory spare",
        "target group spare has targets (instance spare-0), but nothing in this stack sends it traffic.",
        "Remove it, or send it traffic. Where it stands by for the next deployment, exempt it with that reason.",
      ],
    ],
  },
  {
    policy: "survives-a-loss",
    when: "only zones count, and one is lost",
    stack: () => web({ pool: [A, B, B] }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 0.4, lossOf: "zone" } },
    said: [
      [
        "advisory web",
        "When us-east-1b fails, one backend gets 100 % of the traffic of listener web:443; at most 40 % is allowed.",
        "Run more targets behind listener web:443, and in more zones.",
      ],
    ],
  },
  {
    policy: "survives-a-loss",
    when: "only backends count, and one is lost",
    stack: () => web({ pool: [A, B, B] }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 0.4, lossOf: "backend" } },
    said: [
      [
        "advisory web",
        "When instance pool-0 fails, one backend gets 50 % of the traffic of listener web:443; at most 40 % is allowed.",
        "Run more targets behind listener web:443, and in more zones.",
      ],
    ],
  },
  {
    policy: "survives-a-loss",
    when: "everything is allowed",
    stack: () => web({ pool: [A, B] }),
    configuration: { "survives-a-loss": { maxShareAfterLoss: 1 } },
    said: [],
  },
];

const NETWORK: Properties = { loadBalancerType: "network" };

describe("What is said", () => {
  for (const { policy, when, stack, configuration = {}, said } of CASES) {
    it(`by ${policy}, when ${when}`, async () => {
      const all = await judgedBy(policy, stack(), configuration);
      assert.deepEqual(
        all.map(({ level, resource, message }) => [`${level} ${resource}`, ...message.split("\n")]),
        said,
      );
    });
  }
});

interface Web {
  readonly weights?: readonly Properties[string][];
  /** Of the load balancer. */
  readonly inputs?: Properties;
  /** Of each target group. */
  readonly group?: Properties;
}

/** A load balancer in two zones, in front of target groups with instances in these zones. */
function web(
  pools: Readonly<Record<string, readonly (string | typeof UNKNOWN)[]>>,
  { weights, inputs = {}, group: own = {} }: Web = {},
): Resource[] {
  const [front, ...subnets] = balancer("web", [A, B], inputs);
  assert.ok(front);
  const groups = Object.entries(pools).map(([name, zones]) => ({ made: targetGroup(name, own), zones }));
  const members = groups.flatMap(({ made, zones }) => [made, ...registered(made, machines(made.name, zones))]);
  const actions = groups.map(({ made }, index) => [made, weights?.[index]] as const);
  const [only] = actions;
  const lone: Properties = { type: "forward", targetGroupArn: only ? arn(only[0]) : null };
  const made =
    weights === undefined && actions.length === 1
      ? existing("aws:lb/listener:Listener", "web", { loadBalancerArn: arn(front), port: 443, defaultActions: [lone] })
      : listener(
          "web",
          front,
          actions.map(([one, weight]) => [one, weight ?? 1] as const),
        );
  return [front, ...subnets, ...members, made];
}

function machines(name: string, zones: readonly (string | typeof UNKNOWN)[]): Resource[] {
  return instances(name, zones.map(String)).map((one, index) =>
    zones[index] === UNKNOWN ? { ...one, inputs: {}, outputs: { ...one.outputs, availabilityZone: UNKNOWN } } : one,
  );
}

/** The same with a rule that leads to the same pools. */
function twice(stack: readonly Resource[]): Resource[] {
  const front = stack.find(({ type }) => type.endsWith(":Listener"));
  const pools = stack.filter(({ type }) => type.endsWith(":TargetGroup"));
  assert.ok(front);
  const actions = [forward(pools.map((pool) => [pool, 1] as const))];
  return [
    ...stack,
    existing("aws:lb/listenerRule:ListenerRule", "api", { listenerArn: arn(front), priority: 1, actions }),
  ];
}

/** An Auto Scaling group in both zones, behind a load balancer. */
function scaled(inputs: Properties): Resource[] {
  const [front, ...subnets] = balancer("web", [A, B]);
  assert.ok(front);
  const pool = targetGroup("pool");
  const members = existing("aws:autoscaling/group:Group", "fleet", {
    name: "fleet",
    vpcZoneIdentifiers: subnets.map(arn),
    targetGroupArns: [arn(pool)],
    ...inputs,
  });
  return [front, ...subnets, pool, members, listener("web", front, [[pool, 1]])];
}

function inUnknownSubnet(): Resource[] {
  const subnets = ["a", "b"].map((name) => existing("aws:ec2/subnet:Subnet", name, { availabilityZone: UNKNOWN }));
  const [first] = subnets;
  assert.ok(first);
  const front = existing("aws:lb/loadBalancer:LoadBalancer", "web", { subnets: subnets.map(arn) });
  const pool = targetGroup("pool");
  const both = ["one", "two"].map((name) => existing("aws:ec2/instance:Instance", name, { subnetId: arn(first) }));
  return [...subnets, front, pool, ...registered(pool, both), listener("web", front, [[pool, 1]])];
}

/** A load balancer of Google Cloud that passes packets through. */
function passed(inputs: Properties): Resource[] {
  const four = group("four", 4);
  const behind = regionalService("web", [backend(four)], inputs);
  return [four, behind, forwardingRule("web", behind)];
}
