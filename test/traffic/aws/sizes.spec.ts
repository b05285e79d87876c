import assert from "node:assert/strict";
import { between, exactly, readGraph, Traffic, UNKNOWN, type Properties, type Resource } from "../../../traffic";
import { balancer, listener, targetGroup } from "../../support/aws";
import { arn, existing } from "../../support/resources";

const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
assert.ok(front);
const pool = targetGroup("pool");
const base = [front, ...subnets, pool, listener("web", front, [[pool, 1]])];

function analysed(...resources: Resource[]) {
  const traffic = new Traffic(readGraph([...base, ...resources]));
  const [route] = traffic.routes;
  const load = route?.alternatives[0]?.[0];
  assert.ok(route && load);
  return { floor: load.spread.backends, why: traffic.gapsOf(route).map(({ property, why }) => `${property}: ${why}`) };
}

function group(inputs: Properties, ignoreChanges: string[] = []): Resource {
  const sizes: Properties = {
    minSize: 4,
    maxSize: 9,
    vpcZoneIdentifiers: subnets.map(arn),
    targetGroupArns: [arn(pool)],
  };
  return existing("aws:autoscaling/group:Group", "workers", { ...sizes, ...inputs }, { ignoreChanges });
}

function service(inputs: Properties, ignoreChanges: string[] = []): Resource {
  const network: Properties = {
    networkConfiguration: { subnets: subnets.map(arn) },
    loadBalancers: [{ targetGroupArn: arn(pool) }],
  };
  return existing(
    "aws:ecs/service:Service",
    "app",
    { launchType: "FARGATE", desiredCount: 3, ...network, ...inputs },
    { ignoreChanges },
  );
}

describe("The fewest instances of an Auto Scaling group", () => {
  it("are its minimum", () => {
    assert.deepEqual(analysed(group({})).floor, exactly(4));
  });

  it("are the lowest minimum of a schedule, which is 0 where it gives none, and no other than before at -1", () => {
    const schedule = (inputs: Properties): Resource =>
      existing("aws:autoscaling/schedule:Schedule", "night", { autoscalingGroupName: arn(group({})), ...inputs });
    assert.deepEqual(analysed(group({}), schedule({ minSize: 1 })).floor, exactly(1));
    assert.deepEqual(analysed(group({}), schedule({})).floor, exactly(0));
    assert.deepEqual(analysed(group({}), schedule({ minSize: -1 })).floor, exactly(4));
  });

  it("are fewer where one instance counts for several", () => {
    const overrides = [{ weightedCapacity: "3" }, { weightedCapacity: "1" }];
    assert.deepEqual(analysed(group({ mixedInstancesPolicy: { launchTemplate: { overrides } } })).floor, exactly(2));
  });

  it("are not known in units other than instances, but one at least", () => {
    const { floor, why } = analysed(group({ desiredCapacityType: "vcpu" }));
    assert.deepEqual(floor, between(1, 4));
    assert.match(why.join(), /desiredCapacityType: its size is in capacity units/);
  });

  it("are not known where launching or registering is suspended", () => {
    assert.deepEqual(analysed(group({ suspendedProcesses: ["AddToLoadBalancer"] })).floor, between(0, 4));
  });

  it("are not known where the program leaves the minimum to others", () => {
    const { floor, why } = analysed(group({}, ["minSize"]));
    assert.deepEqual(floor, between(0, 9));
    assert.match(why.join(), /minSize: ignoreChanges leaves it to somebody else/);
  });

  it("are not known before the update where the minimum is not", () => {
    assert.deepEqual(analysed(group({ minSize: UNKNOWN })).floor, between(0, 9));
  });

  it("may be digits", () => {
    assert.deepEqual(analysed(group({ minSize: "2" })).floor, exactly(2));
  });

  it("count once, attached in three ways", () => {
    const attachment = existing("aws:autoscaling/attachment:Attachment", "a", {
      autoscalingGroupName: arn(group({})),
      lbTargetGroupArn: arn(pool),
    });
    const source = existing("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "s", {
      autoscalingGroupName: arn(group({})),
      trafficSource: { identifier: arn(pool), type: "elbv2" },
    });
    assert.deepEqual(analysed(group({}), attachment, source).floor, exactly(4));
  });
});

describe("The fewest tasks of an ECS service", () => {
  it("are its desired count, which is 0 where the program gives none", () => {
    assert.deepEqual(analysed(service({})).floor, exactly(3));
    assert.deepEqual(analysed(service({ desiredCount: null })).floor, exactly(0));
  });

  it("are the least that scaling may go to", () => {
    const scaling = (resourceId: string): Resource =>
      existing("aws:appautoscaling/target:Target", "t", {
        resourceId,
        scalableDimension: "ecs:service:DesiredCount",
        minCapacity: 2,
      });
    const named = service({ name: "app", cluster: "main" });
    assert.deepEqual(analysed(named, scaling("service/main/app")).floor, exactly(2));
    assert.deepEqual(analysed(named, scaling("service/other/app")).floor, exactly(3));
    assert.deepEqual(analysed(named, scaling("table/orders")).floor, exactly(3));
    assert.deepEqual(analysed(service({ name: "app" }), scaling("service/default/app")).floor, exactly(2));
  });

  it("are not known for a daemon", () => {
    assert.deepEqual(analysed(service({ schedulingStrategy: "DAEMON" })).floor, between(0, Infinity));
  });

  it("are not known where somebody else sets the count", () => {
    const { floor, why } = analysed(service({}, ["desiredCount"]));
    assert.deepEqual(floor, between(0, Infinity));
    assert.match(why.join(), /desiredCount: ignoreChanges leaves it to somebody else/);
  });

  it("may share a host of which nothing is known", () => {
    const { floor, why } = analysed(service({ launchType: "EC2" }));
    assert.deepEqual(floor, between(1, 3));
    assert.match(why.join(), /launchType: the container instances .* are not in this stack/);
    const apart = { launchType: "EC2", placementConstraints: [{ type: "distinctInstance" }] };
    assert.deepEqual(analysed(service(apart)).floor, exactly(3));
  });

  it("may be in a target group or not while CodeDeploy moves them", () => {
    const { floor, why } = analysed(service({ deploymentController: { type: "CODE_DEPLOY" } }));
    assert.deepEqual(floor, between(0, 3));
    assert.match(why.join(), /deploymentController: CodeDeploy moves its tasks between target groups/);
  });
});
