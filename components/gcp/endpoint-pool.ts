import { NetworkEndpointGroup, NetworkEndpointList } from "@pulumi/gcp/compute";
import { all, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { different, refuse, whole } from "../checks";
import { spread } from "../spread";
import { whenKnown } from "../when-known";
import type { HttpProtocol } from "./protocols";
import type { PoolArgs } from "./serving";
import { ServingPool, type Group } from "./serving-pool";
import { regionOf, type Zone } from "./zones";

/** A port of an instance that serves. */
export interface Endpoint {
  readonly zone: Zone;
  /** Name or link of the instance. */
  readonly instance: Input<string>;
  /** Address of the instance, or of a container on it, in the network. */
  readonly address: Input<string>;
  /** 1 to 65,535; that of the pool by default. */
  readonly port?: number;
}

/** @typeParam P what is spoken at the endpoints. */
export type EndpointPoolArgs<P extends HttpProtocol = "HTTP"> = PoolArgs<P> & Named;

interface Named {
  /** The endpoints, on different instances, in at least two zones of one region. */
  readonly endpoints: AtLeastTwo<Endpoint>;
  /** The subnet of the addresses; needed where the network has more than one in the region. */
  readonly subnetId?: Input<string>;
  /** Requests a second that an endpoint can take, above which clients go elsewhere: 1 to 1,000,000. */
  readonly maxRatePerEndpoint: number;
}

const TYPE = "evenkeel:gcp:EndpointPool";

/**
 * Endpoints that are named one by one, in a network endpoint group in each zone.
 *
 * @throws InputPropertyError when an instance is there twice, or one zone has almost all: at once where that is known, else before any
 *   of them is registered.
 * @see https://cloud.google.com/load-balancing/docs/negs/zonal-neg-concepts
 */
export class EndpointPool<P extends HttpProtocol = "HTTP"> extends ServingPool<P> {
  readonly region: string;
  /** @internal */
  readonly groups: readonly Group[];
  protected readonly portName = undefined;

  constructor(name: string, args: EndpointPoolArgs<P>, options: ComponentResourceOptions = {}) {
    super(TYPE, name, args, options);
    const named = itemsOf("endpoints", args.endpoints);
    const region = regionOf("endpoints.first.zone", args.endpoints.first.zone);
    for (const { path, item } of named) {
      const own = regionOf(`${path}.zone`, item.zone);
      if (own !== region) refuse(`${path}.zone`, `must be in ${region}, as endpoints.first is, but is ${item.zone}`);
      whole(`${path}.port`, item.port ?? args.port, 1, 65_535);
    }
    const zones = named.map(({ item: { zone } }) => zone);
    spread("endpoints", zones);
    const known = named.flatMap(({ path, item: { instance, zone } }) =>
      typeof instance === "string" ? [{ path: `${path}.instance`, value: instanceIn(zone, instance) }] : [],
    );
    different(known, "what they are");
    const maxRatePerEndpoint = whole("maxRatePerEndpoint", args.maxRatePerEndpoint, 1, 1_000_000);
    this.region = region;

    const found = all(named.map(({ item: { instance } }) => instance));
    const there = whenKnown(this, `${TYPE} ${name}`, found, (instances) => {
      const items = instances.map((value, index) => {
        return { path: `${named[index]?.path ?? "endpoints"}.instance`, value: instanceIn(zones[index] ?? "", value) };
      });
      different(items, "what they are");
    });
    this.letChecksIn(there);
    this.groups = [...new Set(zones)].map((zone) => {
      const { subnetId } = args;
      const group = new NetworkEndpointGroup(
        `${name}-${zone}`,
        {
          ...{ zone, network: args.network, networkEndpointType: "GCE_VM_IP_PORT", defaultPort: args.port },
          ...(subnetId === undefined ? {} : { subnetwork: subnetId }),
        },
        there,
      );
      const here = named.flatMap(({ item }) => (item.zone === zone ? [item] : []));
      const networkEndpoints = here.map(({ instance, address, port = args.port }) => {
        return { instance, ipAddress: address, port };
      });
      new NetworkEndpointList(`${name}-${zone}`, { zone, networkEndpointGroup: group.id, networkEndpoints }, there);
      return { group: group.selfLink, balancingMode: "RATE", maxRatePerEndpoint };
    });
    this.registerOutputs({});
  }
}

/** Instances of two zones may have one name. */
function instanceIn(zone: Zone, instance: string): string {
  return `${zone}/${instance.slice(instance.lastIndexOf("/") + 1)}`;
}
