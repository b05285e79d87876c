import fc from "fast-check";
import { choice, HAZE, number, setting, type Plan, type Setting } from "./setting";
import { shuffled } from "../../../drills/physics/random";

/** The first three may be enabled; the last one never is. */
export const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"] as const;

/** A stack of AWS, as a program may be written, and which of its values are not known. */
export interface AwsPlan extends Plan {
  readonly kind: "application" | "network";
  /** How many of the subnets it has enabled; each is in a zone of its own. */
  readonly enabled: number;
  /** The zones of the subnets, of which no two are in one. */
  readonly subnets: Setting<readonly string[]>;
  readonly across: Setting<boolean | null>;
  readonly routing: Setting<string | null>;
  /** Whether a Network Load Balancer leads to it. */
  readonly isInner: boolean;
  readonly instances: readonly InstancePlan[];
  readonly groups: readonly GroupPlan[];
  readonly pools: readonly PoolPlan[];
}

/** It is in a zone, or in one of the subnets. */
export type InstancePlan = { readonly zone: Setting<string> } | { readonly subnet: number };

export interface GroupPlan {
  readonly least: Setting<number>;
  readonly more: Setting<number>;
  /** By number. */
  readonly subnets: readonly number[];
}

interface PoolPlan {
  readonly weight: Setting<number>;
  readonly across: Setting<string | null>;
  /** Instances, by number, with the port that each is registered with. */
  readonly targets: readonly (readonly [instance: number, port: number])[];
  /** Groups, by number. */
  readonly groups: readonly number[];
}

const INSTANCES = 6;
const GROUPS = 2;

export const awsPlan: fc.Arbitrary<AwsPlan> = fc.constantFrom(...HAZE).chain((haze) =>
  fc.record({
    kind: fc.constantFrom("application", "network"),
    enabled: fc.integer({ min: 1, max: 3 }),
    subnets: setting(fc.shuffledSubarray([...ZONES], { minLength: 4 }), (random) => shuffled(random, ZONES), haze),
    across: choice([true, false, null], haze),
    routing: choice(
      [null, "any_availability_zone", "partial_availability_zone_affinity", "availability_zone_affinity"],
      haze,
    ),
    isInner: fc.boolean(),
    instances: fc.array(instancePlan(haze), { minLength: INSTANCES, maxLength: INSTANCES }),
    groups: fc.array(groupPlan(haze), { minLength: GROUPS, maxLength: GROUPS }),
    pools: fc.array(poolPlan(haze), { minLength: 1, maxLength: 3 }),
    haze: fc.constant(haze),
    isFirst: fc.boolean(),
  }),
);

function instancePlan(haze: number): fc.Arbitrary<InstancePlan> {
  return fc.oneof(fc.record({ zone: choice(ZONES, haze) }), fc.record({ subnet: fc.nat({ max: 3 }) }));
}

function groupPlan(haze: number): fc.Arbitrary<GroupPlan> {
  return fc.record({
    least: number(0, 5, haze),
    more: number(0, 4, haze),
    subnets: fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 }),
  });
}

function poolPlan(haze: number): fc.Arbitrary<PoolPlan> {
  return fc.record({
    // Weights of one digit, so that a zero is not rare.
    weight: number(0, 9, haze),
    across: choice([null, "true", "false", "use_load_balancer_configuration"], haze),
    targets: fc.uniqueArray(fc.tuple(fc.nat({ max: INSTANCES - 1 }), fc.constantFrom(80, 80, 80, 8080)), {
      maxLength: 5,
      selector: ([instance, port]) => `${instance}:${port}`,
    }),
    groups: fc.subarray([0, 1], { maxLength: 2 }),
  });
}
