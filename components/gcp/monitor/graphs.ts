import { interpolate, type Input, type Output } from "@pulumi/pulumi";
import { Instances } from "./instances";
import { Packets } from "./packets";
import { sizeOf, type Traffic } from "./queries";
import { Requests } from "./requests";
import type { WatchedPackets, WatchedPool, WatchedRequests } from "./watched";

/** A graph of a dashboard. */
export interface Graph {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly query: Input<string> }[];
  readonly thresholds?: readonly { readonly label: string; readonly value: number }[];
}

export function requestGraphs(watched: WatchedRequests): Graph[] {
  const requests = new Requests(watched);
  const { services } = watched;
  return [
    {
      title: "Share by backend service, %",
      lines: services.map((service) => ({
        label: service.name,
        query: interpolate`100 * ${requests.sent(service)} / ${requests.sent()}`,
      })),
    },
    zoneShares("Share by zone, % of each backend service", requests, services),
    sizes(services),
    effectiveZones("Effective zones: as many equally busy ones would share as unevenly", requests, services),
    ...instanceGraphs(services),
  ];
}

export function packetGraphs(watched: WatchedPackets): Graph[] {
  const packets = new Packets(watched);
  const { pools } = watched;
  return [
    {
      title: "Packets a minute, by pool",
      lines: pools.map((pool) => ({ label: pool.name, query: packets.sent(pool) })),
    },
    zoneShares("Packets by zone, % of each pool", packets, pools),
    sizes(pools),
    effectiveZones("Effective zones by packets: as many equally busy ones would get as uneven parts", packets, pools),
    ...instanceGraphs(pools),
  ];
}

function zoneShares<Pool extends WatchedPool>(title: string, traffic: Traffic<Pool>, pools: readonly Pool[]): Graph {
  const lines = pools.flatMap((pool) =>
    traffic.zonesOf(pool).map((zone) => ({
      label: `${pool.name} in ${zone}`,
      query: interpolate`100 * ${traffic.sent(pool, zone)} / ${traffic.sent(pool)}`,
    })),
  );
  return { title, lines };
}

/** Of groups whose instances are told apart, by what these send. */
function instanceGraphs(pools: readonly WatchedPool[]): Graph[] {
  const all = pools.flatMap(({ name, groups = [], zones = [] }) =>
    groups.flatMap(({ key, instances: base }) => {
      if (base === undefined) return [];
      return [{ label: `${name} ${key}`, instances: new Instances(base), zones: groups.length > 1 ? [] : zones }];
    }),
  );
  return [
    {
      title: "Effective instances: as many equally busy ones would send as unevenly",
      lines: all.map(({ label, instances }) => ({ label, query: instances.effective })),
    },
    {
      title: "Busiest instance, % of the bytes that its group sends",
      lines: all.map(({ label, instances }) => ({
        label,
        query: interpolate`100 * ${instances.busiest} / ${instances.sent()}`,
      })),
    },
    {
      title: "Sent by zone, % of the bytes of each group",
      lines: all.flatMap(({ label, instances, zones }) =>
        zones.map((zone) => ({
          label: `${label} in ${zone}`,
          query: interpolate`100 * ${instances.sent(zone)} / ${instances.sent()}`,
        })),
      ),
    },
  ];
}

function sizes(pools: readonly WatchedPool[]): Graph {
  const all = pools.flatMap((pool) => (pool.groups ?? []).map((group) => ({ pool, group })));
  return {
    title: "Instances, healthy or not, against what is guaranteed",
    lines: all.map(({ pool, group }) => ({ label: `${pool.name} ${group.key}`, query: sizeOf(group) })),
    thresholds: all.map(({ pool, group }) => ({
      label: `${pool.name} ${group.key} guarantees`,
      value: group.atLeast,
    })),
  };
}

function effectiveZones<Pool extends WatchedPool>(
  title: string,
  traffic: Traffic<Pool>,
  pools: readonly Pool[],
): Graph {
  const zoned = pools.filter((pool) => traffic.zonesOf(pool).length > 0);
  return { title, lines: zoned.map((pool) => ({ label: pool.name, query: effective(traffic, pool) })) };
}

/** 1 / Σ share², over the zones of a pool. */
function effective<Pool extends WatchedPool>(traffic: Traffic<Pool>, pool: Pool): Output<string> {
  const parts = traffic.zonesOf(pool).map((zone) => traffic.sent(pool, zone));
  const squares = parts.map((part) => interpolate`${part} * ${part}`);
  const sum = squares.reduce((left, right) => interpolate`${left} + ${right}`);
  return interpolate`${traffic.sent(pool)} * ${traffic.sent(pool)} / (${sum})`;
}
