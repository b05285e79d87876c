import type { Entry, Graph, HealthCheck, Member, Pool, Route } from "./graph";
import type { Gap } from "./resource";
import type { FilledElsewhere } from "./stack";

/** A pool while its members are still being found. */
export interface PoolDraft {
  readonly id: string;
  readonly label: string;
  readonly inStack: boolean;
  readonly crossZone: Pool["crossZone"];
  readonly healthCheck: HealthCheck;
  readonly gaps: readonly Gap[];
}

/** A graph while the readers fill it in, in any order of resources. */
export class GraphDraft {
  readonly #entries = new Map<string, Entry>();
  readonly #pools = new Map<string, PoolDraft>();
  readonly #members = new Map<string, Member[]>();
  readonly #open = new Map<string, Gap[]>();
  readonly #routes: Route[] = [];

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

  /** The finished graph. The same resources in another order give the same one. */
  finish(filledElsewhere: readonly FilledElsewhere[] = []): Graph {
    for (const { urn, reason } of filledElsewhere) {
      const matches = urnPattern(urn);
      for (const id of this.#pools.keys()) {
        if (matches.test(id))
          this.openPool(id, {
            urn: id,
            property: "targets",
            why: `something outside this stack registers them (${reason})`,
          });
      }
    }
    const pools = [...this.#pools.values()].map((pool): Pool => ({
      ...pool,
      members: byId(this.#members.get(pool.id) ?? []),
      open: this.#open.get(pool.id) ?? [],
    }));
    return {
      entries: new Map(byId([...this.#entries.values()]).map((entry) => [entry.id, entry])),
      pools: new Map(byId(pools).map((pool) => [pool.id, pool])),
      routes: byId(this.#routes),
    };
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

/** A pattern is a whole URN, in which `*` stands for any characters. */
function urnPattern(pattern: string): RegExp {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`);
}
