import { Listener } from "@pulumi/aws/lb/listener";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { ComponentResource } from "@pulumi/pulumi";
import { forward, listen, network, pool, register, targetGroup } from "./network";
import { own } from "./own";
import { short, unproved, type Twins } from "./twins";

/** Faults in how weights and rules share traffic over target groups. */
export const weights: Readonly<Record<string, Twins>> = {
  "the weights of the incident": {
    program: (faulty) => {
      const net = network();
      const [blue, green] = [pool("blue", 5, net), pool("green", 1, net)];
      listen("web", net.front, [blue, faulty ? 0 : 100], [green, faulty ? 100 : 0]);
    },
    change: [short("green")],
    // No ARN is known yet: either of the two may be the one that gets everything.
    first: [unproved("green")],
    beginning: [unproved("green")],
  },
  "a weight for a target group of one that is no canary": {
    program: (faulty) => {
      const net = network();
      listen("web", net.front, [pool("blue", 4, net), 80], [pool("green", faulty ? 1 : 2, net), 20]);
    },
    change: [short("green")],
  },
  "a canary that gets more than a canary should": {
    program: (faulty) => {
      const net = network();
      listen("web", net.front, [pool("blue", 3, net), faulty ? 70 : 95], [pool("green", 1, net), faulty ? 30 : 5]);
    },
    change: [short("green")],
    safe: ["advisory at-least-two-targets green"],
  },
  "a rule onto a target group of one": {
    program: (faulty) => {
      const net = network();
      const main = listen("web", net.front, [pool("main", 2, net), 1]);
      const api = pool("api", faulty ? 1 : 2, net);
      for (const priority of [10, 20, 30]) {
        new ListenerRule(own(`api${priority}`), {
          listenerArn: main.arn,
          priority,
          conditions: [{ pathPattern: { values: [`/v${priority}/*`] } }],
          actions: [forward([api, 1])],
        });
      }
    },
    change: [short("api")],
  },
  "an instance that two target groups share": {
    program: (faulty) => {
      const net = network();
      const [blue, green] = [targetGroup("blue"), targetGroup("green")];
      const [shared] = register(blue, "blue", 2, net.subnets);
      register(green, "green", faulty ? 1 : 2, net.subnets);
      if (faulty && shared)
        new TargetGroupAttachment(own("shared"), { targetGroupArn: green.arn, targetId: shared.id });
      listen("web", net.front, [blue, 50], [green, 50]);
    },
    configuration: { "max-traffic-share": { maxShare: 0.3 } },
    change: ["mandatory max-traffic-share blue"],
  },
  "a target group that is reached through a component": {
    program: (faulty) => {
      const net = network();
      const component = new ComponentResource("acme:index:Pool", own("component"));
      const inside = targetGroup("inside", {}, component);
      register(inside, "inside", faulty ? 1 : 2, net.subnets);
      listen("web", net.front, [inside, 1]);
    },
    change: [short("inside")],
  },
  "actions that are made as a whole": {
    program: (faulty) => {
      const net = network();
      const [blue, green] = [pool("blue", 2, net), pool("green", faulty ? 1 : 2, net)];
      const defaultActions = green.arn.apply((targetGroupArn) => [{ type: "forward", targetGroupArn }]);
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 443, defaultActions });
      listen("other", network("other").front, [blue, 1]);
    },
    change: [short("green")],
    first: [unproved("green")],
  },
  "weights that others move": {
    program: (faulty) => {
      const net = network();
      const [blue, green] = [pool("blue", 2, net), pool("green", faulty ? 1 : 2, net)];
      const args = { loadBalancerArn: net.front.arn, port: 443, defaultActions: [forward([blue, 1], [green, 0])] };
      new Listener(own("web"), args, { ignoreChanges: ["defaultActions"] });
    },
    change: [unproved("green")],
  },
  "a target group of another stack": {
    program: (faulty) => {
      const net = network();
      const near = pool("own", 2, net);
      const targetGroupArn = faulty
        ? "arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup/other/0123456789abcdef"
        : near.arn;
      new Listener(own("web"), {
        loadBalancerArn: net.front.arn,
        port: 443,
        defaultActions: [{ type: "forward", targetGroupArn }],
      });
    },
    change: [unproved("web")],
  },
};
