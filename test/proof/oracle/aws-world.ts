import { oneOf, shuffled, wholeNumber, type Random } from "../../../drills/physics/random";
import type { Group, Machine, World } from "../../../drills/physics/world";
import { ZONES, type AwsPlan, type GroupPlan, type InstancePlan } from "./aws-plan";
import { settled } from "./setting";
import type { Sizes } from "./sizes";

/** One of the worlds that a plan may turn into. */
export function awsWorld(plan: AwsPlan, sizes: Sizes, random: Random): World {
  const subnets = settled(plan.subnets, random);
  const across = plan.kind === "application" || (settled(plan.across, random) ?? false);
  const instances = plan.instances.map((one) => zoneOf(one, subnets, random));
  const groups = plan.groups.map((one, index) => machinesOf(one, `group${index}`, subnets, sizes, random));
  const pools = plan.pools.map((pool, index): Group => {
    const ports = new Map<number, number>();
    for (const [instance] of pool.targets) ports.set(instance, (ports.get(instance) ?? 0) + 1);
    const single = [...ports].map(([number, takes]): Machine => {
      const zone = instances[number];
      if (zone === undefined) throw new Error(`there is no instance ${number}`);
      return { name: `instance i${number}`, zone, takes };
    });
    const own = settled(pool.across, random);
    return {
      name: `target group pool${index}`,
      across: own === "true" || (own !== "false" && across),
      machines: [...single, ...pool.groups.flatMap((number) => groups[number] ?? [])],
    };
  });
  const weights = plan.pools.map(({ weight }) => settled(weight, random));
  const nodes = subnets.slice(0, plan.enabled);
  const keeps = plan.kind === "network" ? keepsOf(settled(plan.routing, random)) : 0;
  // Whose weight is whose is not known before the update, where none of them exists yet.
  const order = plan.isFirst ? shuffled(random, pools) : pools;
  const sends = order.map((to, index) => ({ weight: weights[index] ?? 0, to }));
  const clients = shuffled(random, ZONES).slice(0, wholeNumber(random, 1, 3));
  return new Map([
    ["web", { nodes, clients, keeps, sends }],
    ["net", { nodes: nodes.slice(0, 1), clients, keeps: 0, sends: [{ weight: 1, to: "web" }] }],
  ]);
}

function zoneOf(plan: InstancePlan, subnets: readonly string[], random: Random): string {
  const zone = "zone" in plan ? settled(plan.zone, random) : subnets[plan.subnet];
  if (zone === undefined) throw new Error("there is no such subnet");
  return zone;
}

/** Auto Scaling keeps the numbers of the zones equal, or one apart. */
function machinesOf(
  { least, more, subnets: numbers }: GroupPlan,
  name: string,
  subnets: readonly string[],
  sizes: Sizes,
  random: Random,
): Machine[] {
  const smallest = settled(least, random);
  const size = sizes === "least" ? smallest : wholeNumber(random, smallest, smallest + settled(more, random));
  const zones = shuffled(random, numbers).map((number) => subnets[number] ?? oneOf(random, subnets));
  return Array.from({ length: size }, (_, index) => ({
    name: `Auto Scaling group ${name} #${index}`,
    zone: zones[index % zones.length] ?? oneOf(random, zones),
    takes: 1,
  }));
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html */
function keepsOf(routing: string | null): number {
  if (routing === "availability_zone_affinity") return 1;
  return routing === "partial_availability_zone_affinity" ? 0.85 : 0;
}
