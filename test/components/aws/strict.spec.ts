import {
  AddressPool,
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  InstancePool,
  LambdaPool,
  LoadBalancerPool,
  split,
  TcpLoadBalancer,
  type AtLeastTwo,
  type HttpRoute,
  type TcpRoute,
  type Zone,
} from "../../../components/aws";
import { findsNothing, mapped } from "../finds-nothing";
import { EVERYONE, healthCheck, instance, zones } from "./site";

const perZone = { min: 1, max: 3 };
const launched = { launchTemplate: { id: "lt-1", version: "1" }, securityGroupId: "sg-1" };
const tasks = {
  ...{ clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/shop", taskDefinitionArn: "app:1" },
  containerName: "app",
};

const scaled = (name: string, zones: AtLeastTwo<Zone>) =>
  new AutoScalingPool(name, { ...launched, zones, perZone, port: 80, healthCheck });
const tcp = (name: string, zones: AtLeastTwo<Zone>) =>
  new AutoScalingPool(name, { ...launched, zones, perZone, port: 5432, protocol: "TCP", healthCheck: {} });

/** Where requests may go. */
const HTTP: Readonly<Record<string, (zones: AtLeastTwo<Zone>) => HttpRoute>> = {
  "an Auto Scaling group": (zones) => scaled("pool", zones),
  "two Auto Scaling groups": (zones) =>
    split({ to: scaled("blue", zones), weight: 90 }, { to: scaled("green", zones), weight: 10 }),
  "a service on Fargate": (zones) => new FargatePool("pool", { ...tasks, zones, perZone, port: 8080, healthCheck }),
  "two instances": ({ first, second }) => {
    const [one, two] = [instance("one", first), instance("two", second)];
    return new InstancePool("pool", {
      ...{ port: 80, healthCheck, vpcId: "vpc-1", securityGroupId: "sg-1" },
      instances: atLeastTwo({ instanceId: one.id }, { instanceId: two.id }),
    });
  },
  "two addresses": ({ first, second }) =>
    new AddressPool("pool", {
      ...{ port: 80, healthCheck, securityGroupId: "sg-1" },
      addresses: atLeastTwo(
        { address: "10.0.0.10", subnetId: first.subnetId },
        { address: "10.0.1.10", subnetId: second.subnetId },
      ),
    }),
  "a function": () => new LambdaPool("pool", { functionName: "hello" }),
};

/** Where connections may go. */
const TCP: Readonly<Record<string, (zones: AtLeastTwo<Zone>) => TcpRoute>> = {
  "an Auto Scaling group over TCP": (zones) => tcp("pool", zones),
  "two Auto Scaling groups over TCP": (zones) =>
    split({ to: tcp("blue", zones), weight: 90 }, { to: tcp("green", zones), weight: 10 }),
  "a service on Fargate over TCP": (zones) =>
    new FargatePool("pool", { ...tasks, zones, perZone, port: 5432, protocol: "TCP", healthCheck: {} }),
  "another load balancer": (zones) => {
    const balancer = new HttpLoadBalancer("inner", { zones, clients: EVERYONE, to: scaled("pool", zones) });
    return new LoadBalancerPool("inner", { balancer, healthCheck });
  },
};

const programs = {
  ...mapped(HTTP, (route) => () => {
    const both = zones();
    new HttpLoadBalancer("web", { zones: both, clients: EVERYONE, to: route(both) });
  }),
  ...mapped(TCP, (route) => () => {
    const both = zones();
    new TcpLoadBalancer("web", { zones: both, clients: EVERYONE, listeners: [{ port: 5432, to: route(both) }] });
  }),
};

// A function has as many as it takes.
findsNothing("AWS", programs, new Set(["a function"]));
