import fc from "fast-check";
import { choice, HAZE, number, type Plan, type Setting } from "./setting";

export const REGIONS = ["us-central1", "europe-west1", "asia-east1"] as const;

/** Zones of the regions; the first of them has three. */
export const ZONES = ["us-central1-a", "us-central1-b", "us-central1-c", "europe-west1-b", "asia-east1-a"] as const;

/** A stack of Google Cloud, as a program may be written, and which of its values are not known. */
export interface GcpPlan extends Plan {
  /** In front of it: a global proxy, a regional one, or a load balancer that passes packets through. */
  readonly kind: "global" | "regional" | "passthrough";
  readonly groups: readonly GroupPlan[];
  /** The load balancer that passes through has one only. */
  readonly services: readonly ServicePlan[];
}

export interface GroupPlan {
  /** Absent for a group that is spread over the zones of the first region. */
  readonly zone: Setting<string> | undefined;
  readonly size: Setting<number>;
  /** The least that an autoscaler keeps, where there is one. */
  readonly scaler: Setting<number> | undefined;
}

export interface ServicePlan {
  readonly weight: Setting<number>;
  readonly mode: "UTILIZATION" | "RATE" | "CONNECTION";
  readonly backends: readonly BackendPlan[];
}

export interface BackendPlan {
  /** By number. */
  readonly group: number;
  readonly scaler: Setting<number>;
  /** What each machine takes, or all of the group together. */
  readonly of: "each" | "all";
  readonly limit: Setting<number>;
}

const GROUPS = 4;

export const gcpPlan: fc.Arbitrary<GcpPlan> = fc.constantFrom(...HAZE).chain((haze) =>
  fc
    .record({
      kind: fc.constantFrom("global" as const, "regional" as const, "passthrough" as const),
      groups: fc.array(groupPlan(haze), { minLength: GROUPS, maxLength: GROUPS }),
      services: fc.array(servicePlan(haze), { minLength: 1, maxLength: 3 }),
      haze: fc.constant(haze),
      isFirst: fc.boolean(),
    })
    .map((plan) => (plan.kind === "passthrough" ? { ...plan, services: plan.services.slice(0, 1) } : plan)),
);

function groupPlan(haze: number): fc.Arbitrary<GroupPlan> {
  return fc.record({
    zone: fc.option(choice(ZONES, haze), { nil: undefined }),
    size: number(0, 5, haze),
    scaler: fc.option(number(1, 4, haze), { nil: undefined }),
  });
}

function servicePlan(haze: number): fc.Arbitrary<ServicePlan> {
  return fc.record({
    weight: number(0, 9, haze),
    mode: fc.constantFrom("UTILIZATION", "RATE", "CONNECTION"),
    backends: fc.uniqueArray(
      fc.record({
        group: fc.nat({ max: GROUPS - 1 }),
        scaler: choice([0, 0.5, 1, 1, 1], haze),
        of: fc.constantFrom("each", "each", "all"),
        limit: number(1, 4, haze),
      }),
      { maxLength: 3, selector: ({ group }) => group },
    ),
  });
}
