import type { Hit } from "./balancer";
import type { Fleet } from "./fleet";
import { HABITS } from "./habits";
import type { Plant, PlantPool } from "./plant";
import type { Random } from "./random";

/** What happens to a service that is no change of its configuration, and brings out what one has made of it. */
export type StrikeKind =
  /** One backend fails for good. */
  | "a backend fails"
  /** One backend takes requests and answers none. */
  | "a backend hangs"
  /** All backends hang for some minutes: what they depend on is away. */
  | "all backends hang"
  /** One backend after the other fails. */
  | "backends fail one by one"
  | "a zone fails"
  /** All backends are replaced, some at a time. */
  | "a rollout"
  /** Twice as many clients, and half again. */
  | "a surge"
  /** As much traffic again, from one client. */
  | "a large client";

export interface Strike {
  readonly kind: StrikeKind;
  /** The id of the pool that it is about. */
  readonly pool: string;
}

/** Seconds between the failures of a series, and for which a dependency is away. */
const SERIES = 120;
const AWAY = 900;
const SURGE = 2.5;

/** Strikes under way. */
export class Strikes {
  readonly #under: { readonly strike: Strike; readonly since: number }[] = [];
  readonly #notes: string[] = [];
  #pin: { readonly pool: string; readonly name: string } | undefined;
  surge = 1;

  constructor(readonly fleet: Fleet) {}

  begin(strike: Strike, plant: Plant, now: number): void {
    this.#under.push({ strike, since: now });
    const { kind } = strike;
    if (kind === "a surge") this.surge *= SURGE;
    if (kind !== "a large client") return;
    this.surge *= 2;
    const pool = plant.pools.find(({ id }) => id === strike.pool);
    const [first] = pool ? this.#serversOf(pool) : [];
    if (pool?.sticks && first) this.#pin = { pool: pool.id, name: first.name };
  }

  /** The backend that keeps a large client, where a request is that client's. */
  pinned({ group }: Hit, random: Random): string | undefined {
    if (this.#pin?.pool !== group.name || random() >= 0.5) return undefined;
    const { name } = this.#pin;
    return group.machines.some((one) => one.name === name) ? name : undefined;
  }

  /** What happens in this second, with what a log says of it. */
  run(plant: Plant, now: number): string[] {
    for (const { strike, since } of this.#under) {
      const pool = plant.pools.find(({ id }) => id === strike.pool);
      if (!pool) continue;
      if (strike.kind === "a large client" && !pool.sticks) this.#pin = undefined;
      this.#strike(strike.kind, pool, now - since, now);
    }
    return this.#notes.splice(0);
  }

  #strike(kind: StrikeKind, pool: PlantPool, age: number, now: number): void {
    const servers = this.#serversOf(pool);
    const [first] = servers;
    if (!first) return;
    if (kind === "a backend fails" && age === 0) first.strike("down");
    if (kind === "a backend hangs" && age === 0) first.strike("hangs");
    if (kind === "all backends hang" && age <= AWAY && age % HABITS.look === 0) {
      for (const one of servers) one.strike(age < AWAY ? "hangs" : undefined);
    }
    if (kind === "backends fail one by one" && age % SERIES === 0) {
      servers.find((one) => one.isUp(now) && !one.hangs())?.strike("down");
    }
    if (kind === "a zone fails") {
      // What a group starts in a zone that has failed does not run either.
      for (const one of servers) if (one.zone === first.zone && one.isUp(now)) one.strike("down");
    }
    if (kind === "a rollout") this.#rollOut(pool, age, now);
  }

  /** Takes away as many at a time as the group may; those that come are new. */
  #rollOut(pool: PlantPool, age: number, now: number): void {
    for (const member of pool.members) {
      const servers = this.fleet.of(member);
      const atOnce = Math.max(1, servers.length - member.duringRollout);
      const isAdding = member.duringRollout >= servers.length;
      if (isAdding || age % HABITS.boot !== 0) continue;
      const batch = servers.slice((age / HABITS.boot) * atOnce, (age / HABITS.boot + 1) * atOnce);
      for (const one of batch) one.replaceBy(now + HABITS.boot);
      if (batch.length > 0)
        this.#notes.push(`${member.label}: rollout replaces ${batch.map(({ name }) => name).join(", ")}`);
    }
  }

  #serversOf(pool: PlantPool) {
    return pool.members.flatMap((member) => this.fleet.of(member));
  }
}
