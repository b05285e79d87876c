import assert from "node:assert/strict";
import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import { obstacle } from "../../../../components/aws/gate/readiness";

/** Targets in these states: instances, where not said otherwise. */
function targets(states: readonly string[], id = (index: number) => `i-${index}`): TargetHealthDescription[] {
  return states.map((state, index) => {
    const [State, Reason] = state.split(": ");
    return {
      Target: { Id: id(index) },
      TargetHealth: {
        State: State as NonNullable<TargetHealthDescription["TargetHealth"]>["State"],
        ...(Reason === undefined ? {} : { Reason: Reason as "Target.Timeout" }),
      },
    };
  });
}

/** What is in the way of a target group that needs so many. */
const why = (descriptions: readonly TargetHealthDescription[], atLeast = 2) => obstacle(descriptions, atLeast)?.why;

describe("A target group is ready for more traffic", () => {
  it("with two healthy targets", () => {
    assert.equal(why(targets(["healthy", "healthy"])), undefined);
  });

  it("with half of its targets healthy", () => {
    assert.equal(why(targets(["healthy", "healthy", "unhealthy", "unhealthy"])), undefined);
  });

  it("with a function, whose health nobody tells", () => {
    const arn = () => "arn:aws:lambda:eu-west-1:123456789012:function:hello";
    assert.equal(why(targets(["unavailable"], arn)), undefined);
  });

  it("with one load balancer, which stands for many", () => {
    const arn = () => "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1";
    assert.equal(why(targets(["healthy"], arn)), undefined);
  });
});

describe("A target group is not ready for more traffic", () => {
  it("with one healthy target", () => {
    assert.equal(why(targets(["healthy", "initial"])), "1 of 2 targets is healthy (1 initial), 2 must be");
  });

  it("with fewer healthy targets than its pool guarantees", () => {
    assert.equal(why(targets(["healthy", "healthy", "healthy"]), 4), "3 of 3 targets are healthy, 4 must be");
  });

  it("with less than half of its targets healthy, each state being counted with its reason", () => {
    const states = ["healthy", "healthy", "unhealthy: Target.Timeout", "unhealthy: Target.Timeout", "initial"];
    assert.equal(
      why(targets(states)),
      "2 of 5 targets are healthy (2 unhealthy: Target.Timeout, 1 initial), 3 must be",
    );
  });

  it("without targets but those that leave", () => {
    assert.equal(why(targets(["draining", "unhealthy.draining"])), "no target is registered");
  });

  it("with targets of which nothing is told", () => {
    assert.equal(why([{}, {}]), "0 of 2 targets are healthy (2 unknown), 2 must be");
  });

  it("with a load balancer behind it that is not healthy", () => {
    const arn = () => "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1";
    assert.equal(why(targets(["unhealthy"], arn)), "0 of 1 targets are healthy (1 unhealthy), 1 must be");
  });
});
