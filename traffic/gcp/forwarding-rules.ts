import { exactly } from "../bounds";
import { flagOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Resource } from "../resource";
import type { Splitter, Weighted } from "./split";
import { addTargetInstance, addTargetPool } from "./target-pools";
import { FORWARDING_RULE, FORWARDING_RULES, TARGET_INSTANCE, TARGET_POOL } from "./types";

/**
 * Forwarding rules that have no proxy behind them become entries with one route: to a backend service whose packets are passed
 * through, to a target pool, or to a target instance. Those in front of a proxy lead to the routes of that.
 */
export function readForwardingRules(splitter: Splitter): void {
  for (const type of FORWARDING_RULES) {
    splitter.stack.each(type, (rule) => {
      // What a collector gets is a copy of traffic, not that of a client.
      if (flagOf(rule, "isMirroringCollector", declared(rule, "isMirroringCollector"), false) === true) return;
      if (declared(rule, "backendService") === undefined) readTarget(splitter, rule);
      else readService(splitter, rule);
    });
  }
}

function readService(splitter: Splitter, rule: Resource): void {
  const property = "backendService";
  const split: Weighted[] = [{ service: declared(rule, property) ?? UNKNOWN, weight: exactly(1) }];
  const label = labelOf(rule);
  splitter.addEntry({ urn: rule.urn, label });
  splitter.addRoutes(rule.urn, { key: rule.urn, label, holder: rule, property, isShared: false, split });
}

function readTarget(splitter: Splitter, rule: Resource): void {
  const { stack, draft } = splitter;
  const place = { holder: rule, property: "target", types: [TARGET_POOL, TARGET_INSTANCE] };
  const found = reference(stack, place, declared(rule, "target"));
  // A target that is no pool and no instance is a proxy, a gateway or a published service.
  const targets = found?.kind === "resource" ? [found.resource] : found?.kind === "unknown" ? found.candidates : [];
  if (targets.length === 0 || rule.type !== FORWARDING_RULE) return;
  const pools = targets.map((target) =>
    target.type === TARGET_POOL ? addTargetPool(stack, draft, target) : addTargetInstance(stack, draft, target),
  );
  const label = labelOf(rule);
  splitter.addEntry({ urn: rule.urn, label });
  draft.addRoute({
    id: rule.urn,
    urn: rule.urn,
    label,
    entry: rule.urn,
    port: undefined,
    alternatives: pools.map((pool) => [{ pool, weight: exactly(1) }]),
    forwards: found?.kind === "resource",
    gaps: found?.kind === "unknown" ? [found.gap] : [],
  });
}

function labelOf(rule: Resource): string {
  return `forwarding rule ${rule.name}`;
}
