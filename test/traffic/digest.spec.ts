import assert from "node:assert/strict";
import fc from "fast-check";
import {
  digestOf,
  readGraph,
  summaryOf,
  Traffic,
  UNKNOWN,
  type Properties,
  type Resource,
  type Value,
} from "../../traffic";
import { awsPlan } from "../proof/oracle/aws-plan";
import { awsStack } from "../proof/oracle/aws-stack";
import { gcpPlan } from "../proof/oracle/gcp-plan";
import { gcpStack } from "../proof/oracle/gcp-stack";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { gcp } from "../support/gcp";
import { GCP_PARTS, wholeGcpStack } from "../support/whole-gcp-stack";
import { AWS_PARTS, wholeStack } from "../support/whole-stack";

const digest = (resources: readonly Resource[]) => digestOf(readGraph(resources), resources);

/** What a person sees of the traffic, without what things are called. */
function shown(resources: readonly Resource[]): string {
  const traffic = new Traffic(readGraph(resources));
  const routes = traffic.routes.map((route) => {
    const { urn, largestShare, floor, effectiveBackends, zones } = summaryOf(traffic, route);
    return JSON.stringify({ urn, largestShare, floor, effectiveBackends, zones });
  });
  return routes.sort().join("\n");
}

/** What a service would refuse the readers refuse too: there is nothing to be seen then. */
function shownIfAny(resources: readonly Resource[], otherwise: string): string {
  try {
    return shown(resources);
  } catch {
    return otherwise;
  }
}

const stack = fc.oneof(awsPlan.map(awsStack), gcpPlan.map(gcpStack));

/** The same in another order, as far as that means nothing. */
function reordered(resources: readonly Resource[]): Resource[] {
  const turned = ({ propertyDependencies, inputs, ...rest }: Resource): Resource => ({
    ...rest,
    inputs: Object.fromEntries(Object.entries(inputs).reverse()),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([name, urns]) => [name, [...urns].reverse()]),
    ),
  });
  return resources.map(turned).reverse();
}

function web(weights: readonly number[], tags: Properties = {}): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const groups = weights.map((_, index) => targetGroup(`pool${index}`, { tags }));
  const members = groups.flatMap((group, index) =>
    registered(group, instances(group.name, Array(index + 2).fill("us-east-1a") as string[])),
  );
  return [
    front,
    ...subnets,
    ...groups,
    ...members,
    listener(
      "web",
      front,
      groups.map((group, index) => [group, weights[index] ?? 0]),
    ),
  ];
}

const weights = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 4 });

describe("The digest of traffic", () => {
  it("does not depend on any order", () => {
    fc.assert(fc.property(stack, (resources) => digest(reordered(resources)) === digest(resources)));
  });

  it("is the same just where the ratios of weights are", () => {
    fc.assert(
      fc.property(weights, weights, fc.integer({ min: 1, max: 10 }), (one, other, factor) => {
        assert.equal(digest(web(one.map((weight) => weight * factor))), digest(web(one)));
        const areAlike =
          one.length === other.length &&
          one.every((weight, at) => weight * (other[0] ?? 0) === (one[0] ?? 0) * (other[at] ?? 0));
        assert.equal(digest(web(one)) === digest(web(other)), areAlike);
      }),
    );
  });

  it("does not see a tag", () => {
    fc.assert(
      fc.property(
        weights,
        fc.dictionary(fc.string(), fc.string()),
        (given, tags) => digest(web(given, tags)) === digest(web(given)),
      ),
    );
  });

  it("is another one for any two stacks whose shares, floors or zones differ", () => {
    fc.assert(fc.property(stack, stack, (one, other) => digest(one) !== digest(other) || shown(one) === shown(other)));
  });

  for (const [part, made] of Object.entries({ ...AWS_PARTS, ...GCP_PARTS })) {
    it(`is another one for each value that changes what is shown of a stack with one of everything: ${part}`, () => {
      const resources = made();
      const [before, own] = [shown(resources), digest(resources)];
      for (const changed of eachChange(resources)) {
        if (shownIfAny(changed.resources, before) !== before) {
          assert.notEqual(digest(changed.resources), own, changed.what);
        }
      }
    });
  }

  for (const [what, type, inputs] of [
    ["the path of a health check", "aws:lb/targetGroup:TargetGroup", { healthCheck: { path: "/other" } }],
    ["the paths of a rule", "aws:lb/listenerRule:ListenerRule", { conditions: [{ pathPattern: { values: ["/x"] } }] }],
    ["the priority of a rule", "aws:lb/listenerRule:ListenerRule", { priority: 49_999 }],
    ["the hosts of a URL map", "gcp:compute/uRLMap:URLMap", { hostRules: [{ hosts: ["x"], pathMatcher: "y" }] }],
    [
      "the path of a health check of Google Cloud",
      "gcp:compute/healthCheck:HealthCheck",
      { httpHealthCheck: { requestPath: "/x" } },
    ],
  ] as const) {
    it(`is another one for ${what}`, () => {
      const check = gcp("compute/healthCheck:HealthCheck", "ping", { httpHealthCheck: { requestPath: "/" } });
      const resources = [...wholeStack(), ...wholeGcpStack(), check];
      const changed = resources.find((one) => one.type === type);
      assert.ok(changed);
      const after = resources.map((one) => (one === changed ? { ...one, inputs: { ...one.inputs, ...inputs } } : one));
      assert.notEqual(digest(after), digest(resources));
    });
  }

  it("tells references by name where the engine does not know them yet", () => {
    const type = "aws:route53/healthCheck:HealthCheck";
    const check = (name: string, reference: Value, inputs: Properties): Resource => ({
      ...{ urn: `urn:pulumi:s::p::${type}::${name}`, type, name, inputs, outputs: { arn: reference } },
      ...{ propertyDependencies: {}, ignoreChanges: [] },
    });
    const digestWith = (reference: Value) => {
      const green = check("green", reference, {});
      const all = check("all", UNKNOWN, { childHealthchecks: [reference] });
      return digest([green, { ...all, propertyDependencies: { childHealthchecks: [green.urn] } }]);
    };
    assert.equal(digestWith(UNKNOWN), digestWith("arn:green"));
  });
});

interface Change {
  readonly what: string;
  readonly resources: readonly Resource[];
}

/** Each number and each flag that a program gives, changed one by one. */
function* eachChange(resources: readonly Resource[]): Generator<Change> {
  for (const [index, resource] of resources.entries()) {
    for (const { path, inputs } of variants(resource.inputs)) {
      const outputs = { ...resource.outputs, ...inputs };
      yield { what: `${resource.urn} ${path}`, resources: resources.with(index, { ...resource, inputs, outputs }) };
    }
  }
}

function* variants(inputs: Properties): Generator<{ path: string; inputs: Properties }> {
  for (const [name, value] of Object.entries(inputs)) {
    for (const other of others(value)) yield { path: name, inputs: { ...inputs, [name]: other } };
  }
}

function* others(value: Value): Generator<Value> {
  if (typeof value === "number") yield* [0, 1, value + 1];
  else if (typeof value === "boolean") yield !value;
  else if (Array.isArray(value)) {
    const list = value as readonly Value[];
    for (const [index, inside] of list.entries()) {
      yield list.toSpliced(index, 1);
      for (const other of others(inside)) yield list.with(index, other);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const { inputs } of variants(value as Properties)) yield inputs;
  }
}
