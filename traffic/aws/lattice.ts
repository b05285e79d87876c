import { exactly, ZERO } from "../bounds";
import type { GraphDraft } from "../draft";
import { listOf, objectOf } from "../read";
import { reference, type Place } from "../references";
import { declared, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { ANYWHERE } from "../zones";
import { anyOfThem, NOTHING, tupleOf, weighted, type Forward, type Spelling } from "./forward-weights";
import { readListeners, type EntryOf } from "./listeners";
import { LATTICE_LISTENER, LATTICE_RULE, LATTICE_SERVICE, LATTICE_TARGET_GROUP } from "./types";

/** Services of VPC Lattice become entries, their listeners and rules routes. */
export function readLattice(stack: Stack, draft: GraphDraft): void {
  stack.each(LATTICE_SERVICE, ({ urn, name }) => {
    addEntry(draft, urn, `service ${name}`);
  });
  // Which service it is changes nothing in how its traffic is shared.
  const outside = ({ urn, name }: Resource): EntryOf => {
    addEntry(draft, urn, `the service of ${name}`);
    return { entry: urn, gaps: [] };
  };
  readListeners(stack, draft, {
    listener: LATTICE_LISTENER,
    rule: LATTICE_RULE,
    ruleOf: "listenerIdentifier",
    entryOf: (listener) => {
      const service = serviceOf(stack, listener);
      return service ? { entry: service.urn, gaps: [] } : outside(listener);
    },
    entryWithout: outside,
    byDefault: (listener) => forwardOf(stack, draft, listener, "defaultAction"),
    byRule: (rule) => forwardOf(stack, draft, rule, "action"),
    matchedBy: pathsOf,
  });
}

function addEntry(draft: GraphDraft, id: string, label: string): void {
  draft.addEntry({ id, label, zones: ANYWHERE, crossZone: true, zonalAffinity: ZERO, gaps: [] });
}

function serviceOf(stack: Stack, listener: Resource): Resource | undefined {
  for (const property of ["serviceIdentifier", "serviceArn"]) {
    const found = reference(
      stack,
      { holder: listener, property, types: [LATTICE_SERVICE] },
      declared(listener, property),
    );
    if (found?.kind === "resource") return found.resource;
  }
  return undefined;
}

/** The provider sends this weight where the program gives none. */
const SPELLING: Spelling = { group: "targetGroupIdentifier", weight: exactly(100) };

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/listener-rules.html */
function forwardOf(stack: Stack, draft: GraphDraft, holder: Resource, property: "defaultAction" | "action"): Forward {
  const place: Place = { holder, property, types: [LATTICE_TARGET_GROUP] };
  const action = objectOf(holder, property, declared(holder, property));
  if (action === UNKNOWN) return anyOfThem(stack, draft, place, false);
  const { fixedResponse = null } = action;
  if (fixedResponse !== null && fixedResponse !== UNKNOWN) return NOTHING;
  const groups = groupsOf(holder, property, action);
  if (groups === UNKNOWN || fixedResponse === UNKNOWN) return anyOfThem(stack, draft, place, fixedResponse === null);
  if (groups.length === 0) return NOTHING;
  const tuples = groups.map((group, index) =>
    tupleOf(holder, `${property}.forward.targetGroups[${index}]`, group, SPELLING),
  );
  return weighted(stack, draft, place, tuples);
}

/** The target groups of an action. A default action has them in a list of one. */
function groupsOf(holder: Resource, property: string, action: Properties): readonly Value[] | typeof UNKNOWN {
  const path = `${property}.forward`;
  const list = listOf(holder, `${property}.forwards`, action["forwards"]);
  const forward = list === UNKNOWN ? UNKNOWN : objectOf(holder, path, list[0] ?? action["forward"]);
  return forward === UNKNOWN ? UNKNOWN : listOf(holder, `${path}.targetGroups`, forward["targetGroups"]);
}

/** The path that a rule matches. Headers may hold secrets. */
function pathsOf(rule: Resource): string[] {
  let fields = objectOf(rule, "match", declared(rule, "match"));
  for (const part of ["httpMatch", "pathMatch", "match"]) {
    if (fields !== UNKNOWN) fields = objectOf(rule, `match.${part}`, fields[part]);
  }
  if (fields === UNKNOWN) return [];
  const { exact, prefix } = fields;
  return [exact, typeof prefix === "string" ? `${prefix}*` : undefined].filter((path) => typeof path === "string");
}
