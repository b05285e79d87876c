import type { Balancer } from "./balancer";
import { Clients, noAnswers, type Answers } from "./clients";
import { Fleet } from "./fleet";
import { HABITS } from "./habits";
import type { Plant, PlantMember, PlantPool } from "./plant";
import { seeded, type Random } from "./random";
import type { Cohort, Ending, Server } from "./server";
import { Strikes, type Strike } from "./strikes";
import { Watch } from "./watch";
import { wired, type PoolState } from "./wiring";

/** What one second of a service came to. */
export interface Second {
  readonly at: number;
  /** By way, in the order of the plant's. */
  readonly ways: readonly Answers[];
  readonly pools: readonly PoolState[];
  readonly notes: readonly string[];
}

/** A service under traffic, second by second. The same seed and the same changes at the same time give the same. */
export class Simulation {
  readonly #random: Random;
  readonly #fleet = new Fleet();
  readonly #clients: Clients;
  readonly #watches = new Map<string, Watch>();
  readonly #strikes = new Strikes(this.#fleet);
  #plant: Plant;
  #balancers: ReadonlyMap<string, Balancer> = new Map();
  #states: readonly PoolState[] = [];
  #isStale = true;
  #now = 0;

  constructor(plant: Plant, seed: number) {
    this.#random = seeded(seed);
    this.#clients = new Clients(this.#random);
    this.#plant = plant;
    this.#fleet.configure(plant, 0);
  }

  get now(): number {
    return this.#now;
  }

  get plant(): Plant {
    return this.#plant;
  }

  /** Requests that wait somewhere, and clients that are about to try again. */
  get underWay(): { readonly waiting: number; readonly patient: number } {
    let waiting = 0;
    for (const one of this.#fleet.all) waiting += one.pending;
    return { waiting, patient: this.#clients.patient };
  }

  /** Changes what is configured, while it runs. */
  configure(plant: Plant): void {
    this.#plant = plant;
    this.#fleet.configure(plant, this.#now);
    this.#isStale = true;
  }

  strike(strike: Strike): void {
    this.#strikes.begin(strike, this.#plant, this.#now);
  }

  /** The backends of a pool, with what its load balancer makes of them. */
  backendsOf(pool: PlantPool): readonly Watch[] {
    return pool.members.flatMap((member) => this.#fleet.of(member).map((server) => this.#watch(pool, member, server)));
  }

  /** Runs for a second. */
  step(): Second {
    const now = this.#now;
    for (const server of this.#fleet.all) server.received = 0;
    const notes = [...this.#strikes.run(this.#plant, now), ...this.#look(now)];
    if (this.#isStale) {
      const { balancers, states } = wired(this.#plant, (pool) => this.backendsOf(pool));
      [this.#balancers, this.#states, this.#isStale] = [balancers, states, false];
    }
    const ways = this.#plant.ways.map(noAnswers);
    const rates = this.#plant.ways.map(({ rate }) => rate * this.#strikes.surge);
    for (const cohort of this.#clients.arrive(rates, now)) this.#send(cohort, ways, now);
    for (const server of this.#fleet.all) {
      const wasUp = server.isUp(now);
      for (const ending of server.run(now)) this.#end(ending, ways, now);
      if (wasUp && !server.isUp(now + 1)) notes.push(`${server.name}: process died (out of memory), restarting`);
    }
    if (this.#fleet.scale(now)) this.#isStale = true;
    this.#now += 1;
    return { at: now, ways, pools: this.#states, notes };
  }

  #send(cohort: Cohort, ways: readonly Answers[], now: number): void {
    const answers = ways[cohort.way];
    const way = this.#plant.ways[cohort.way];
    if (!answers || !way) return;
    answers.attempts += cohort.count;
    if (cohort.attempt === 0) answers.started += cohort.count;
    const balancer = this.#balancers.get(way.id);
    const hits = new Map<string, number>();
    let lost = 0;
    for (let one = 0; one < cohort.count; one += 1) {
      const hit = balancer?.sends(this.#balancers, this.#random);
      if (!hit) lost += 1;
      else {
        const name = this.#strikes.pinned(hit, this.#random) ?? hit.machine.name;
        hits.set(name, (hits.get(name) ?? 0) + 1);
      }
    }
    if (lost > 0) this.#end({ cohort, count: lost, how: "refused", latency: 0 }, ways, now);
    for (const [name, count] of hits) {
      answers.sent.set(name, (answers.sent.get(name) ?? 0) + count);
      const refused = this.#fleet.named(name)?.take({ ...cohort, count }, now) ?? [];
      for (const ending of refused) this.#end(ending, ways, now);
    }
  }

  #end(ending: Ending, ways: readonly Answers[], now: number): void {
    const answers = ways[ending.cohort.way];
    if (!answers) return;
    answers.latencies.push({ latency: ending.latency, count: ending.count });
    if (ending.how === "served") answers.served += ending.count;
    else {
      answers.failed += ending.count;
      answers.givenUp += this.#clients.fail(ending, now);
    }
  }

  /** Health checks, and groups that replace what is found unhealthy. */
  #look(now: number): string[] {
    const notes: string[] = [];
    for (const pool of this.#plant.pools) {
      for (const member of pool.members) {
        for (const server of this.#fleet.of(member)) {
          const watch = this.#watch(pool, member, server);
          if (watch.look(now)) {
            this.#isStale = true;
            notes.push(`${pool.label}: ${server.name} is ${watch.isHealthy ? "healthy" : "unhealthy"}`);
          }
          if (watch.isHealthy || !member.isRepaired || now - watch.since !== HABITS.repairAfter) continue;
          server.replaceBy(now + HABITS.boot);
          notes.push(`${member.label}: replaces ${server.name}`);
        }
      }
    }
    return notes;
  }

  #watch(pool: PlantPool, { takes }: PlantMember, server: Server): Watch {
    const key = `${pool.id} ${server.name}`;
    const known = this.#watches.get(key);
    if (known?.server === server && known.takes === takes) {
      known.check = pool.check;
      return known;
    }
    const watch = new Watch(server, pool.check, takes, this.#random);
    this.#watches.set(key, watch);
    this.#isStale = true;
    return watch;
  }
}
