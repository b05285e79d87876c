import { BlockList, isIP } from "node:net";
import { observed } from "../../traffic/observed";
import { LogError } from "../errors";
import type { Sums, ZoneAnswer } from "./report";
import { sumOf } from "./sums";

/** What each zone got of a pool; empty where no zone is known. */
export function zonesOf(targets: readonly (Sums & { readonly zone?: string })[]): ZoneAnswer[] {
  if (targets.every(({ zone }) => zone === undefined)) return [];
  const zones = new Map<string, (Sums & { readonly zone?: string })[]>();
  for (const one of targets) {
    const zone = one.zone ?? "";
    const own = zones.get(zone) ?? [];
    zones.set(zone, own);
    own.push(one);
  }
  const all = [...zones].map(([zone, own]) => ({ zone, targets: own.length, ...sumOf(own) }));
  const { shares } = observed(all.map(({ requests }) => requests));
  return all
    .map((one, index) => ({ ...one, share: shares[index] ?? 0 }))
    .sort((a, b) => b.share - a.share || (a.zone < b.zone ? 1 : -1));
}

/** Tells the zone of a target by its address. */
export class ZoneMap {
  readonly #zones = new Map<string, BlockList>();

  /** @throws LogError when it is no block of addresses, as `10.0.0.0/24`. */
  add(zone: string, block: string): void {
    const [, address = "", length = ""] = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(block) ?? [];
    const version = isIP(address);
    if (version === 0 || Number(length) > (version === 4 ? 32 : 128)) {
      throw new LogError(`${block} is no block of addresses; one as 10.0.1.0/24 is expected`);
    }
    const blocks = this.#zones.get(zone) ?? new BlockList();
    this.#zones.set(zone, blocks);
    blocks.addSubnet(address, Number(length), version === 4 ? "ipv4" : "ipv6");
  }

  /** @param target an address with its port; that of the sixth version may stand in brackets, or not. */
  zoneOf(target: string): string | undefined {
    const address = target.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
    const version = isIP(address);
    if (version === 0) return undefined;
    for (const [zone, blocks] of this.#zones) if (blocks.check(address, version === 4 ? "ipv4" : "ipv6")) return zone;
    return undefined;
  }
}
