import assert from "node:assert/strict";
import fc from "fast-check";
import { readGraph, Traffic } from "../../traffic";
import { seeded } from "../support/simulator/random";
import { awsPlan, type AwsPlan } from "./aws-plan";
import { awsStack } from "./aws-stack";
import { awsWorld } from "./aws-world";
import { contradictions, unsafe, verdictOn, type Trial } from "./compare";

const GRAPHS = Number(process.env["EVENKEEL_ORACLE_GRAPHS"] ?? 10_000);
const REQUESTS = 600;
const WORLDS = 3;

const verdicts = { safe: 0, concentrated: 0, unproved: 0 };

function examine(plan: AwsPlan, seed: number): string[] {
  const random = seeded(seed);
  const trial: Trial = { traffic: new Traffic(readGraph(awsStack(plan))), requests: REQUESTS, random };
  return trial.traffic.routes.flatMap((route) => {
    const front = route.route.label.replace("listener ", "").replace(":443", "");
    verdicts[verdictOn(trial.traffic, route)] += 1;
    const found: string[] = [];
    for (let world = 0; world < WORLDS && found.length === 0; world += 1) {
      found.push(...contradictions(trial, route, awsWorld(plan, "least", random), front));
      found.push(...unsafe(trial, route, awsWorld(plan, "any", random), front));
    }
    return found.map((one) => `${route.route.label}: ${one}`);
  });
}

describe("What the analysis says of AWS", () => {
  it("is what happens to single requests", function () {
    this.timeout(600_000);
    fc.assert(
      fc.property(awsPlan, fc.integer(), (plan, seed) => {
        assert.deepEqual(examine(plan, seed), []);
      }),
      { numRuns: GRAPHS },
    );
    console.log(verdicts);
  });
});
