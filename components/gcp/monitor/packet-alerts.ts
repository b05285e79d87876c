import { interpolate } from "@pulumi/pulumi";
import { sizeAlerts, type Alert } from "./alerts";
import { Packets } from "./packets";
import type { WatchedPackets } from "./watched";

/**
 * The alerts about a passthrough load balancer. None is on a share of its packets: connections are shared, and one of them may have most
 * of the packets.
 */
export function packetAlerts(watched: WatchedPackets): Alert[] {
  return [...watched.pools.flatMap(sizeAlerts), ...standbyAlerts(new Packets(watched), watched)];
}

/** Connections that it had may stay with it for a while after it has handed back. */
const MOST = 0.5;

function standbyAlerts(packets: Packets, { pools: [primary, standby] }: WatchedPackets): Alert[] {
  if (!standby) return [];
  return [
    {
      key: `${standby.name}-serving`,
      says: `Standby ${standby.name} serves: it gets most of the packets, and none are expected while enough instances of ${primary.name} are healthy.`,
      // It guarantees its instances as the other does.
      concentrates: false,
      query: interpolate`${packets.sent(standby)} / ${packets.sent()} > ${MOST}`,
    },
  ];
}
