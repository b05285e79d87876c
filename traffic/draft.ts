import type { Entry, Graph, Member, Pool, Route, Watch } from "./graph";
import type { Gap } from "./resource";
import type { FilledElsewhere } from "./stack";
import { urnPattern } from "./urn-pattern";

/** A pool while its members are still being found. Where it names no subject, it is its own. */
export type PoolDraft = Omit<Pool, "members" | "open" | "subject"> & Partial<Pick<Pool, "subject">>;

/** A graph while the readers fill it in, in any order of resources. */
export class GraphDraft {
  readonly #entries = new Map<string, Entry>();
  readonly #pools = new Map<string, PoolDraft>();
  readonly #members = new Map<string, Member[]>();
  readonly #open = new Map<string, Gap[]>();
  readonly #routes: Route[] = [];
  readonly #watches = new Map<string, Watch>();

  addEntry(entry: Entry): void {
    this.#entries.set(entry.id, entry);
  }

  addPool(pool: PoolDraft): void {
    this.#pools.set(pool.id, pool);
  }

  addRoute(route: Route): void {
    this.#routes.push(route);
  }

  addMember(pool: string, member: Member): void {
    this.#listAt(this.#members, pool).push(member);
  }

  /** Says that members may come and go that the stack does not show. */
  openPool(pool: string, gap: Gap): void {
    this.#listAt(this.#open, pool).push(gap);
  }

  /** Says that alarms can tell of the health of the pools of a resource. */
  addWatchable(urn: string): void {
    this.#watches.set(urn, "unwatched");
  }

  /** Says that an alarm tells of the health of a resource's pools or, where a gap is given, that it may. */
  addWatch(urn: string, gap?: Gap): void {
    const before = this.#watches.get(urn);
    if (before === undefined || before === "watched") return;
    this.#watches.set(urn, gap ? [...(before === "unwatched" ? [] : before), gap] : "watched");
  }

  /** The finished graph. The same resources in another order give the same one. */
  finish(filledElsewhere: readonly FilledElsewhere[] = []): Graph {
    for (const { urn, reason } of filledElsewhere) {
      const matches = urnPattern(urn);
      for (const pool of this.#pools.values()) {
        if (pool.urn === undefined || !matches.test(pool.urn)) continue;
        const why = `something outside this stack registers them (${reason})`;
        this.openPool(pool.id, { urn: pool.urn, property: "targets", why });
      }
    }
    this.#openWhatNobodyListensBehind();
    const pools = [...this.#pools.values()].map((pool): Pool => ({
      ...pool,
      subject: pool.subject ?? pool.id,
      members: byId(this.#members.get(pool.id) ?? []),
      open: this.#open.get(pool.id) ?? [],
    }));
    return {
      entries: new Map(byId([...this.#entries.values()]).map((entry) => [entry.id, entry])),
      pools: new Map(byId(pools).map((pool) => [pool.id, pool])),
      routes: byId(this.#routes),
      watches: this.#watches,
    };
  }

  /** A load balancer without a listener in the stack may have one elsewhere. */
  #openWhatNobodyListensBehind(): void {
    const heard = new Set(this.#routes.map(({ entry }) => entry));
    for (const [pool, members] of this.#members) {
      for (const member of members) {
        if (member.kind !== "entry" || heard.has(member.id)) continue;
        const why = `no listener of ${member.label} is in this stack`;
        this.openPool(pool, { urn: member.urn, property: "listeners", why });
      }
    }
  }

  #listAt<T>(map: Map<string, T[]>, key: string): T[] {
    const list = map.get(key) ?? [];
    map.set(key, list);
    return list;
  }
}

function byId<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
