import { interpolate, type Output } from "@pulumi/pulumi";
import { sizeOf } from "./queries";
import type { WatchedPool } from "./watched";

/** An alert policy, before it is made. */
export interface Alert {
  /** What it is called after the monitor: `blue-share`. */
  readonly key: string;
  /** What it means when it rings, as a sentence. */
  readonly says: string;
  /** Whether it is a sign that traffic concentrates, so that it is part of that policy. */
  readonly concentrates: boolean;
  /** PromQL that gives something while it is wrong. */
  readonly query: Output<string>;
  /** Minutes in a row that must be wrong; 2 by default. */
  readonly minutes?: number;
}

/** Cloud Monitoring counts the instances of a group, not the healthy ones: those that fail show in zones, errors and load. */
export function sizeAlerts({ name, groups = [] }: WatchedPool): Alert[] {
  return groups.flatMap((group): Alert[] => [
    {
      key: `${name}-${group.key}-size`,
      says: `Instance group ${group.key} of ${name} has fewer than the ${group.atLeast} instances that it guarantees.`,
      concentrates: true,
      query: interpolate`${sizeOf(group)} < ${group.atLeast}`,
    },
    {
      key: `${name}-${group.key}-no-data`,
      says: `Nothing is known of instance group ${group.key} of ${name}: it is gone, or nothing reports.`,
      concentrates: false,
      query: interpolate`absent(${sizeOf(group)})`,
      minutes: 5,
    },
  ]);
}
