import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { Listener } from "@pulumi/aws/lb/listener";
import { all } from "@pulumi/pulumi";
import { forward, listen, network, pool } from "./network";
import { own } from "./own";
import { short, unproved, type Twins } from "./twins";

/** Faults in what listeners do with their traffic, where it takes more than weights to see them. */
export const routes: Readonly<Record<string, Twins>> = {
  "a listener of which every weight is 0": {
    program: (faulty) => {
      const net = network();
      const weight = faulty ? 0 : 50;
      listen("web", net.front, [pool("blue", 2, net), weight], [pool("green", 2, net), weight]);
    },
    change: [short("web")],
  },
  "a target group of one where there was a redirect": {
    program: (faulty) => {
      const net = network();
      const lone = pool("lone", 1, net);
      const redirect = { type: "redirect", redirect: { statusCode: "HTTP_301", protocol: "HTTPS", port: "443" } };
      const defaultActions = [faulty ? forward([lone, 1]) : redirect];
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 80, defaultActions });
    },
    change: [short("lone")],
  },
  "a target group of one behind a sign-in": {
    program: (faulty) => {
      const net = network();
      const signIn = {
        type: "authenticate-cognito",
        authenticateCognito: { userPoolArn: "arn:pool", userPoolClientId: "web", userPoolDomain: "example" },
      };
      const defaultActions = [signIn, forward([pool("pool", faulty ? 1 : 2, net), 1])];
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 443, defaultActions });
    },
    change: [short("pool")],
  },
  "two references that are made into actions as a whole": {
    program: (faulty) => {
      const net = network();
      const [blue, green] = [pool("blue", 3, net), pool("green", faulty ? 1 : 3, net)];
      const defaultActions = all([blue.arn, green.arn]).apply((arns) => {
        const targetGroups = arns.map((arn) => ({ arn, weight: 50 }));
        return [{ type: "forward", forward: { targetGroups } }];
      });
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 443, defaultActions });
    },
    first: [unproved("green")],
    change: [short("green")],
  },
  // The version of a template stands for a weight that another resource computes.
  "a weight that is known only after the update": {
    program: (faulty) => {
      const net = network();
      const weight = new LaunchTemplate(own("counter")).latestVersion.apply((version) => 50 + version);
      listen("web", net.front, [pool("blue", 3, net), weight], [pool("green", faulty ? 1 : 3, net), 50]);
    },
    first: [unproved("green")],
    change: [short("green")],
  },
};
