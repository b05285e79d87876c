import { exactly, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import { listOf, numberOf, objectOf, wordOf } from "../read";
import type { Place } from "../references";
import { declared, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { forwardStickiness } from "./forward-stickiness";
import { anyOfThem, NOTHING, tupleOf, weighted, type Forward, type Spelling, type Tuple } from "./forward-weights";
import { isObject } from "./native-values";
import { TARGET_GROUP } from "./types";

/** The provider sends this weight where the program gives none. */
const SPELLING: Spelling = { group: "arn", weight: exactly(1) };

/**
 * Where actions forward to. Only the last action routes; those before it authenticate.
 *
 * @param property `defaultActions` of a listener, `actions` of a rule.
 */
export function forwardOf(stack: Stack, draft: GraphDraft, holder: Resource, property: string): Forward {
  const place: Place = { holder, property, types: [TARGET_GROUP] };
  const actions = listOf(holder, property, declared(holder, property));
  if (actions === UNKNOWN) return anyOfThem(stack, draft, place, false);
  const action = lastOf(holder, property, actions);
  if (action === undefined) return NOTHING;
  if (action === UNKNOWN) return anyOfThem(stack, draft, place, false);
  const type = wordOf(holder, `${property}[].type`, action["type"]);
  if (type !== UNKNOWN && type !== "forward") return NOTHING;
  const tuples = tuplesOf(holder, property, action);
  if (tuples === UNKNOWN || type === UNKNOWN) return anyOfThem(stack, draft, place, type !== UNKNOWN);
  const forward = weighted(stack, draft, place, tuples);
  const affinity = tuples.length > 1 ? forwardStickiness(holder, property, stickinessIn(action)) : undefined;
  return affinity ? { ...forward, affinity } : forward;
}

function stickinessIn({ forward = null }: Properties): Value | undefined {
  return isObject(forward) ? (forward["stickiness"] ?? forward["targetGroupStickinessConfig"]) : undefined;
}

function lastOf(
  holder: Resource,
  property: string,
  actions: readonly Value[],
): Properties | typeof UNKNOWN | undefined {
  const known: { order: Bounds; fields: Properties }[] = [];
  for (const [index, action] of actions.entries()) {
    const fields = objectOf(holder, `${property}[${index}]`, action);
    if (fields === UNKNOWN) return UNKNOWN;
    known.push({ fields, order: numberOf(holder, `${property}[${index}].order`, fields["order"], exactly(index + 1)) });
  }
  if (known.length < 2) return known[0]?.fields;
  if (known.some(({ order }) => order.atLeast !== order.atMost)) return UNKNOWN;
  return known.sort((a, b) => a.order.atLeast - b.order.atLeast).at(-1)?.fields;
}

function tuplesOf(holder: Resource, property: string, action: Properties): Tuple[] | typeof UNKNOWN {
  const path = `${property}[].forward`;
  const forward = objectOf(holder, path, action["forward"]);
  if (forward === UNKNOWN) return UNKNOWN;
  const listed = listOf(holder, `${path}.targetGroups`, forward["targetGroups"]);
  if (listed === UNKNOWN) return UNKNOWN;
  if (listed.length === 0)
    return [{ group: action["targetGroupArn"] ?? UNKNOWN, weight: SPELLING.weight, isWeighted: false }];
  return listed.map((tuple, index) => tupleOf(holder, `${path}.targetGroups[${index}]`, tuple, SPELLING));
}
