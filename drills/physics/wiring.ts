import { balancersOf, type Balancer } from "./balancer";
import type { Plant, PlantPool } from "./plant";
import type { Watch } from "./watch";
import type { Front, Group, World } from "./world";

/** How a pool is, as its load balancer sees it. */
export interface PoolState {
  readonly healthy: number;
  readonly registered: number;
  readonly isFailingOpen: boolean;
}

/** The load balancers of a plant, each of which sends to those who are in service now. */
export function wired(
  plant: Plant,
  backendsOf: (pool: PlantPool) => readonly Watch[],
): { readonly balancers: ReadonlyMap<string, Balancer>; readonly states: readonly PoolState[] } {
  const states: PoolState[] = [];
  const groups = new Map<string, Group>();
  for (const pool of plant.pools) {
    const all = backendsOf(pool);
    const healthy = all.filter(({ isHealthy }) => isHealthy);
    const isFailingOpen = pool.failOpenBelow !== null && healthy.length < pool.failOpenBelow && all.length > 0;
    const machines = (isFailingOpen ? all : healthy).map(({ server: { name, zone }, takes }) => ({
      name,
      zone,
      takes,
    }));
    groups.set(pool.id, { name: pool.id, across: pool.across, machines });
    states.push({ healthy: healthy.length, registered: all.length, isFailingOpen });
  }
  return { balancers: balancersOf(worldOf(plant, groups)), states };
}

function worldOf({ ways }: Plant, groups: ReadonlyMap<string, Group>): World {
  const world = new Map<string, Front>();
  for (const { id, door, sends } of ways) {
    const own = sends.map(({ pool, weight, door: inner }) => {
      const group = groups.get(pool);
      if (!group) throw new Error(`there is no pool ${pool}`);
      if (!inner) return { weight, to: group };
      const name = `${id} > ${pool}`;
      world.set(name, { ...inner, sends: [{ weight: 1, to: group }] });
      return { weight, to: name };
    });
    world.set(id, { ...door, sends: own });
  }
  return world;
}
