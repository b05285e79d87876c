import fc from "fast-check";
import { readGraph, Traffic, type Resource, type RouteTraffic } from "../../../traffic";
import { seeded, type Random } from "../../../drills/physics/random";
import type { World } from "../../../drills/physics/world";
import { awsPlan } from "./aws-plan";
import { awsStack } from "./aws-stack";
import { awsWorld } from "./aws-world";
import { contradictions, unsafe, verdictOn, type Trial, type Verdict } from "./compare";
import { gcpPlan } from "./gcp-plan";
import { gcpStack } from "./gcp-stack";
import { gcpWorld } from "./gcp-world";
import type { Plan } from "./setting";
import type { Sizes } from "./sizes";

const REQUESTS = 300;
/** Into how many worlds each graph turns. */
const WORLDS = 3;

/** How a cloud's plans are made, shown and settled. */
interface Cloud<P extends Plan> {
  readonly plans: fc.Arbitrary<P>;
  readonly stackOf: (plan: P) => readonly Resource[];
  /** What a route's clients meet, and where they come in. */
  readonly worldOf: (plan: P, sizes: Sizes, random: Random, route: RouteTraffic) => [World, string];
}

/** What was found of one graph: where the analysis is contradicted, and how it judges each route. */
export interface Examined {
  readonly plan: Plan;
  readonly contradictions: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** Random graphs of each cloud, each with what an examination of it finds. */
export const CLOUDS: Readonly<Record<string, fc.Arbitrary<Examined>>> = {
  AWS: examined({
    plans: awsPlan,
    stackOf: awsStack,
    worldOf: (plan, sizes, random, { route }) => [
      awsWorld(plan, sizes, random),
      route.label.replace("listener ", "").replace(":443", ""),
    ],
  }),
  "Google Cloud": examined({
    plans: gcpPlan,
    stackOf: gcpStack,
    worldOf: (plan, sizes, random, { route: { label } }) => {
      const ofGroup = /clients near the region of g(\d)/.exec(label)?.[1];
      const region = /clients near (\S+)$/.exec(label)?.[1];
      return [gcpWorld(plan, sizes, random, ofGroup === undefined ? region : Number(ofGroup)), "web"];
    },
  }),
};

/** Random stacks of each cloud, without an examination. */
export const STACKS: Readonly<Record<string, fc.Arbitrary<readonly Resource[]>>> = {
  aws: awsPlan.map(awsStack),
  gcp: gcpPlan.map(gcpStack),
};

function examined<P extends Plan>(cloud: Cloud<P>): fc.Arbitrary<Examined> {
  return fc.tuple(cloud.plans, fc.integer()).map(([plan, seed]) => examine(cloud, plan, seeded(seed)));
}

function examine<P extends Plan>({ stackOf, worldOf }: Cloud<P>, plan: P, random: Random): Examined {
  const trial: Trial = { traffic: new Traffic(readGraph(stackOf(plan))), requests: REQUESTS, random };
  const found = trial.traffic.routes.flatMap((route) => {
    const wrong: string[] = [];
    for (let world = 0; world < WORLDS && wrong.length === 0; world += 1) {
      wrong.push(...contradictions(trial, route, ...worldOf(plan, "least", random, route)));
      wrong.push(...unsafe(trial, route, ...worldOf(plan, "any", random, route)));
    }
    return wrong.map((one) => `${route.route.label}: ${one}`);
  });
  const verdicts = trial.traffic.routes.map((route) => verdictOn(trial.traffic, route));
  return { plan, contradictions: found, verdicts };
}
