import type { FaultName } from "../../../drills/faults/faults";

/** Of each kind of fault, which policies tell of it in the preview, and which monitors of the shares do once it shows. */
interface Caught {
  readonly policies: readonly string[];
  readonly monitors: readonly string[];
}

export const CAUGHT: Readonly<Record<FaultName, Caught>> = {
  "remove a target": {
    policies: ["at-least-two-targets blocks"],
    monitors: ["concentrating", "fewer than 2 healthy backends in a pool with traffic"],
  },
  "minimum of one": {
    policies: ["at-least-two-targets blocks"],
    monitors: ["concentrating", "fewer than 2 healthy backends in a pool with traffic"],
  },
  "minimum of none": {
    policies: ["at-least-two-targets blocks", "no-silent-fail-open advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "one zone": {
    policies: ["spans-two-zones advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "disable the health check": {
    policies: ["health-check-required blocks"],
    monitors: [],
  },
  "slow health check": {
    policies: ["health-check-decides-in-time advises"],
    monitors: ["concentrating", "fewer than 2 healthy backends in a pool with traffic"],
  },
  "check of the port only": {
    policies: ["health-check-decides-in-time advises"],
    monitors: [],
  },
  drain: {
    policies: ["at-least-two-targets blocks"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "keep what is unhealthy": {
    policies: ["health-check-decides-in-time advises"],
    monitors: ["concentrating", "fewer than 2 healthy backends in a pool with traffic"],
  },
  "rollout that takes away first": {
    policies: ["rollout-keeps-two advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "capped capacity": {
    policies: ["capacity-is-not-capped advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "endless stickiness": {
    policies: ["stickiness-is-bounded advises"],
    monitors: [],
  },
  "silent fail-open": {
    policies: ["no-silent-fail-open advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "impossible health floor": {
    policies: ["no-silent-fail-open advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
  "all weight on one pool": {
    policies: ["no-stale-weights advises"],
    monitors: [],
  },
  "no registration": {
    policies: ["at-least-two-targets blocks", "no-silent-fail-open advises"],
    monitors: ["fewer than 2 healthy backends in a pool with traffic"],
  },
};
