import assert from "node:assert/strict";
import fc from "fast-check";
import { readGraph, Traffic, type Resource, type RouteTraffic } from "../../traffic";
import { seeded, type Random } from "../support/simulator/random";
import type { World } from "../support/simulator/world";
import { awsPlan, type AwsPlan } from "./aws-plan";
import { awsStack } from "./aws-stack";
import { awsWorld } from "./aws-world";
import { contradictions, unsafe, verdictOn, type Trial } from "./compare";
import { gcpPlan, type GcpPlan } from "./gcp-plan";
import { gcpStack } from "./gcp-stack";
import { gcpWorld } from "./gcp-world";
import type { Sizes } from "./sizes";

/** Of both clouds together; more by `EVENKEEL_ORACLE_GRAPHS`. */
const GRAPHS = Number(process.env["EVENKEEL_ORACLE_GRAPHS"] ?? 10_000);
const REQUESTS = 400;
/** Into how many worlds each graph turns. */
const WORLDS = 3;

/** How a cloud's plans are made, shown and settled. */
interface Cloud<Plan> {
  readonly plans: fc.Arbitrary<Plan>;
  readonly stackOf: (plan: Plan) => readonly Resource[];
  /** What a route's clients meet, and where they come in. */
  readonly worldOf: (plan: Plan, sizes: Sizes, random: Random, route: RouteTraffic) => [World, string];
}

const AWS: Cloud<AwsPlan> = {
  plans: awsPlan,
  stackOf: awsStack,
  worldOf: (plan, sizes, random, { route }) => [
    awsWorld(plan, sizes, random),
    route.label.replace("listener ", "").replace(":443", ""),
  ],
};

const GOOGLE_CLOUD: Cloud<GcpPlan> = {
  plans: gcpPlan,
  stackOf: gcpStack,
  worldOf: (plan, sizes, random, { route: { label } }) => {
    const ofGroup = /clients near the region of g(\d)/.exec(label)?.[1];
    const region = /clients near (\S+)$/.exec(label)?.[1];
    return [gcpWorld(plan, sizes, random, ofGroup === undefined ? region : Number(ofGroup)), "web"];
  },
};

function examine<Plan>({ stackOf, worldOf }: Cloud<Plan>, plan: Plan, seed: number, counts: Counts): string[] {
  const random = seeded(seed);
  const trial: Trial = { traffic: new Traffic(readGraph(stackOf(plan))), requests: REQUESTS, random };
  return trial.traffic.routes.flatMap((route) => {
    counts[verdictOn(trial.traffic, route)] += 1;
    const found: string[] = [];
    for (let world = 0; world < WORLDS && found.length === 0; world += 1) {
      found.push(...contradictions(trial, route, ...worldOf(plan, "least", random, route)));
      found.push(...unsafe(trial, route, ...worldOf(plan, "any", random, route)));
    }
    return found.map((one) => `${route.route.label}: ${one}`);
  });
}

type Counts = Record<ReturnType<typeof verdictOn>, number>;

function holdsFor<Plan>(name: string, cloud: Cloud<Plan>): void {
  it(name, function () {
    this.timeout(GRAPHS * 60);
    const counts: Counts = { safe: 0, concentrated: 0, unproved: 0 };
    fc.assert(
      fc.property(cloud.plans, fc.integer(), (plan, seed) => {
        assert.deepEqual(examine(cloud, plan, seed, counts), []);
      }),
      { numRuns: GRAPHS / 2 },
    );
    console.log(counts);
  });
}

describe("What the analysis says is what happens to single requests", () => {
  holdsFor("on AWS", AWS);
  holdsFor("on Google Cloud", GOOGLE_CLOUD);
});
