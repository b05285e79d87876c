import { HABITS } from "./habits";
import { nameOf, type Plant, type PlantMember } from "./plant";
import { Server } from "./server";

/** The backends of a plant, which stay what they are while what is configured about them changes. */
export class Fleet {
  readonly #servers = new Map<string, Server>();
  /** How many of each member a scaler has added. */
  readonly #added = new Map<string, number>();
  readonly #looks = new Map<string, { use: number; seconds: number }>();
  #members: ReadonlyMap<string, PlantMember> = new Map();

  /** Takes over a new configuration. Backends that it adds run after a while, but for those of the first one. */
  configure({ pools }: Plant, now: number): void {
    const isFirst = this.#members.size === 0;
    this.#members = new Map(pools.flatMap(({ members }) => members.map((one) => [one.id, one] as const)));
    for (const member of this.#members.values()) {
      for (const [index, name] of this.#namesOf(member).entries()) this.#have(member, name, index, isFirst ? 0 : now);
    }
  }

  /** Those of a member, as many as it has now. */
  of(member: PlantMember): Server[] {
    return this.#namesOf(member).flatMap((name) => this.#servers.get(name) ?? []);
  }

  get members(): Iterable<PlantMember> {
    return this.#members.values();
  }

  get all(): Iterable<Server> {
    return this.#servers.values();
  }

  named(name: string): Server | undefined {
    return this.#servers.get(name);
  }

  /** Lets scalers look at how busy their groups are; true where one of them grows. */
  scale(now: number): boolean {
    let grew = false;
    for (const member of this.#members.values()) {
      const servers = this.of(member);
      if (member.most <= servers.length || servers.length === 0) continue;
      const use = servers.reduce((sum, one) => sum + one.received / one.capacity, 0) / servers.length;
      const seen = this.#looks.get(member.id) ?? { use: 0, seconds: 0 };
      this.#looks.set(member.id, seen);
      seen.use += use;
      seen.seconds += 1;
      if (seen.seconds < HABITS.look) continue;
      this.#looks.delete(member.id);
      if (seen.use / seen.seconds < HABITS.busy) continue;
      const wanted = Math.min(member.most, servers.length + Math.max(1, Math.floor(servers.length / 4)));
      this.#added.set(member.id, wanted - member.count);
      for (const [index, name] of this.#namesOf(member).entries()) this.#have(member, name, index, now);
      grew = true;
    }
    return grew;
  }

  #namesOf(member: PlantMember): string[] {
    const count = Math.max(member.count, Math.min(member.most, member.count + (this.#added.get(member.id) ?? 0)));
    return Array.from({ length: count }, (_, index) => nameOf(member, index));
  }

  #have(member: PlantMember, name: string, index: number, now: number): void {
    const zone = member.zones[index % Math.max(1, member.zones.length)] ?? "";
    const known = this.#servers.get(name);
    // A machine does not move: in another zone it is another machine.
    if (known?.zone === zone && known.capacity === member.capacity) return;
    const server = new Server(name, zone, member.capacity);
    if (now > 0) server.replaceBy(now + HABITS.boot);
    this.#servers.set(name, server);
  }
}
