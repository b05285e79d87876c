import type { Plant, PlantMember } from "../physics/plant";
import { named } from "./names";
import { CommandProblem } from "./problem";

/** A change of a service, and how long it takes until it is in force. */
export interface Fix {
  readonly text: string;
  /** Seconds. */
  readonly takes: number;
  readonly apply: (plant: Plant) => Plant;
}

/**
 * The change that the words of a trainee mean.
 *
 * @throws CommandProblem that says what is expected.
 */
export function fixFrom([what = "", ...args]: readonly string[], plant: Plant, before: Plant): Fix {
  switch (what) {
    case "rollback":
      return { text: "roll back the last change", takes: 30, apply: () => before };
    case "weights":
      return weights(args, plant);
    case "scale":
      return scale(args, plant);
    case "drain":
      return drain(args.join(" "), plant);
    default:
      throw new CommandProblem(
        "fix rollback | fix weights ROUTE POOL=N … | fix scale GROUP N | fix drain POOL-OR-BACKEND is expected",
      );
  }
}

function weights(args: readonly string[], plant: Plant): Fix {
  const pairs = args.filter((arg) => arg.includes("="));
  const way = named(args.filter((arg) => !arg.includes("=")).join(" "), plant.ways, "route");
  if (pairs.length === 0) throw new CommandProblem("a weight is expected, as blue=90");
  const pools = plant.pools.filter(({ id }) => way.sends.some(({ pool }) => pool === id));
  const wanted = new Map(
    pairs.map((pair) => {
      const [name = "", value = ""] = pair.split(/=(?=[^=]*$)/);
      return [named(name, pools, "pool").id, amount(value, 999)] as const;
    }),
  );
  const missing = pools.filter(({ id }) => !wanted.has(id)).map(({ label }) => label);
  if (missing.length > 0) throw new CommandProblem(`a weight is expected of each pool: ${missing.join(", ")} too`);
  return {
    text: `weights of ${way.label}: ${pairs.join(", ")}`,
    takes: 10,
    apply: (now) => ({
      ...now,
      ways: now.ways.map((one) =>
        one.id === way.id
          ? { ...one, sends: one.sends.map((send) => ({ ...send, weight: wanted.get(send.pool) ?? send.weight })) }
          : one,
      ),
    }),
  };
}

function scale(args: readonly string[], plant: Plant): Fix {
  const count = amount(args.at(-1) ?? "", 100);
  const members = plant.pools.flatMap((pool) => pool.members.map((member) => ({ ...member, pool })));
  const name = args.slice(0, -1).join(" ");
  const byPool = plant.pools.filter((pool) => pool.label.includes(name) && pool.members.length === 1);
  const [only, another] = byPool.flatMap((pool) => pool.members);
  const { id, label } = only && !another ? only : named(name, members, "group");
  const scaled = (member: PlantMember): PlantMember =>
    member.id === id ? { ...member, count, most: Math.max(member.most, count) } : member;
  return { text: `scale ${label} to ${count}`, takes: 10, apply: (now) => withMembers(now, (all) => all.map(scaled)) };
}

function drain(name: string, plant: Plant): Fix {
  const members = plant.pools.flatMap((pool) => pool.members);
  const one = named(name, [...plant.pools, ...members], "pool or backend");
  const isPool = plant.pools.some(({ id }) => id === one.id);
  const apply = (now: Plant): Plant =>
    isPool
      ? {
          ...now,
          ways: now.ways.map((way) => ({
            ...way,
            sends: way.sends.map((send) => (send.pool === one.id ? { ...send, weight: 0 } : send)),
          })),
        }
      : withMembers(now, (all) => all.filter(({ id }) => id !== one.id));
  return { text: `drain ${one.label}`, takes: 5, apply };
}

function withMembers(plant: Plant, change: (members: readonly PlantMember[]) => readonly PlantMember[]): Plant {
  return { ...plant, pools: plant.pools.map((pool) => ({ ...pool, members: change(pool.members) })) };
}

function amount(text: string, most: number): number {
  const value = Number(text);
  if (text !== "" && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new CommandProblem(`a whole number from 0 to ${most} is expected, not "${text}"`);
}
