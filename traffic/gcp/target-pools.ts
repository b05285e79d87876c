import { between, exactly } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Backends } from "../graph";
import { listedInstances } from "../listed-instances";
import { listOf } from "../read";
import { references } from "../references";
import { declared, UNKNOWN, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import type { Groups } from "./all-groups";
import { probeOf } from "./health-checks";
import { inZoneOf, somewhere } from "./places";
import { sessionAffinityOf } from "./session-affinity";
import { INSTANCES, MANAGED_GROUPS, TARGET_POOL } from "./types";

/**
 * A target pool: its instances, and those of the managed groups that name it. Its backup pool gets nothing while they are healthy.
 * Without a health check, it takes every instance for healthy.
 *
 * @returns the id of the pool.
 * @see https://cloud.google.com/load-balancing/docs/target-pools
 */
export function addTargetPool(stack: Stack, draft: GraphDraft, target: Resource): string {
  const checks = declared(target, "healthChecks");
  const affinity = sessionAffinityOf(target);
  const isChecked = checks !== undefined && checks !== "";
  const probe = isChecked ? probeOf(stack, target) : undefined;
  draft.addPool({
    id: target.urn,
    label: `target pool ${target.name}`,
    urn: target.urn,
    crossZone: true,
    hasStandby: declared(target, "backupPool") !== undefined,
    healthCheck: isChecked ? "present" : { notices: "nothing", remedy: "Give it healthChecks" },
    ...(probe ? { probe } : {}),
    ...(affinity ? { affinity } : {}),
    gaps: [],
  });
  const property = "instances";
  const listed = listOf(target, property, declared(target, property));
  const values = listed === UNKNOWN ? UNKNOWN : listed.map(asPath);
  const { members, open } = listedInstances(stack, { holder: target, property, types: INSTANCES }, values, {
    of: inZoneOf,
    outside: somewhere(target, property),
  });
  for (const member of members) draft.addMember(target.urn, member);
  for (const gap of open) draft.openPool(target.urn, gap);
  return target.urn;
}

/** Adds the managed groups to the target pools that they name. */
export function readTargetPoolGroups(stack: Stack, draft: GraphDraft, groups: Groups): void {
  for (const type of MANAGED_GROUPS) {
    stack.each(type, (manager) => {
      const property = "targetPools";
      const pools = listOf(manager, property, declared(manager, property));
      if (pools !== UNKNOWN && pools.length === 0) return;
      const found = references(stack, { holder: manager, property, types: [TARGET_POOL] }, pools);
      for (const member of groups.of(manager).members) {
        for (const pool of found.certain) draft.addMember(pool.urn, member);
        const perhaps: Backends = {
          ...member,
          floor: between(0, member.floor.atMost),
          gaps: [...member.gaps, ...found.gaps],
        };
        for (const pool of found.possible) draft.addMember(pool.urn, perhaps);
      }
    });
  }
}

/**
 * A target instance is a pool of one, whatever else there is.
 *
 * @returns the id of the pool.
 * @see https://cloud.google.com/load-balancing/docs/target-instances
 */
export function addTargetInstance(stack: Stack, draft: GraphDraft, target: Resource): string {
  const property = "instance";
  const value = declared(target, property);
  const instance = typeof value === "string" ? asPath(value) : UNKNOWN;
  const place = { holder: target, property, types: INSTANCES };
  const { members } = listedInstances(stack, place, [instance], { of: inZoneOf, outside: inZoneOf(target) });
  const [only] = members;
  const unknown: Backends = {
    kind: "backends",
    id: target.urn,
    label: `the instance of target instance ${target.name}`,
    identified: false,
    floor: exactly(1),
    setBy: undefined,
    placement: inZoneOf(target),
    gaps: [],
  };
  draft.addPool({
    id: target.urn,
    label: `target instance ${target.name}`,
    urn: target.urn,
    crossZone: true,
    healthCheck: "managed",
    gaps: [],
  });
  draft.addMember(target.urn, only && members.length === 1 ? only : unknown);
  return target.urn;
}

/** Instances may be given as `zone/name`. */
function asPath(value: Value): Value {
  if (typeof value !== "string") return value;
  const [, zone, name] = /^([^/]+)\/([^/]+)$/.exec(value) ?? [];
  return zone === undefined || name === undefined ? value : `zones/${zone}/instances/${name}`;
}
