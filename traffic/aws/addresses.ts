import { BlockList, isIP, isIPv4 } from "node:net";
import { textOf } from "../read";
import { actual } from "../resource";
import type { Stack } from "../stack";
import type { Zone } from "../zones";
import { SUBNET } from "./types";
import { zoneOfSubnet } from "./zones";

/** The zones of addresses, by the subnets of the stack that hold them. */
export class Addresses {
  #subnets: readonly Block[] | undefined;

  constructor(readonly stack: Stack) {}

  /** The zone of an address; undefined where no subnet holds it, or subnets in several zones do. */
  zoneOf(address: string): Zone | undefined {
    if (isIP(address) === 0) return undefined;
    this.#subnets ??= blocksOf(this.stack);
    const zones = new Set(this.#subnets.filter(({ holds }) => holds(address)).map(({ zone }) => zone));
    const [zone] = zones;
    return zones.size === 1 ? zone : undefined;
  }
}

/** A range of addresses in one zone. */
interface Block {
  readonly holds: (address: string) => boolean;
  readonly zone: Zone;
}

function blocksOf(stack: Stack): Block[] {
  const blocks: Block[] = [];
  stack.each(SUBNET, (subnet) => {
    for (const property of ["cidrBlock", "ipv6CidrBlock"]) {
      const block = textOf(subnet, property, actual(subnet, property));
      const [network, bits] = typeof block === "string" ? block.split("/") : [];
      if (network === undefined || isIP(network) === 0 || !/^\d+$/.test(bits ?? "")) continue;
      const family = familyOf(network);
      const list = new BlockList();
      list.addSubnet(network, Number(bits), family);
      const holds = (address: string) => familyOf(address) === family && list.check(address, family);
      blocks.push({ holds, zone: zoneOfSubnet(subnet) });
    }
  });
  return blocks;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv4(address) ? "ipv4" : "ipv6";
}
