import { exactly } from "./bounds";
import type { Pool } from "./graph";
import { numberOf, textOf } from "./read";
import { declared, UNKNOWN, type Gap } from "./resource";
import type { Stack } from "./stack";

/** Somebody's word for the backends of what is made elsewhere. */
export interface Adoption {
  readonly pool: Pick<Pool, "label" | "urn">;
  /** What is taken on trust, and why. */
  readonly gap: Gap;
}

/** How a cloud calls what may be adopted. */
export interface Adoptable {
  /** The type of what the components leave in a stack for it. */
  readonly type: string;
  /** The property of that which says what is adopted. */
  readonly property: string;
  /** `target group`. */
  readonly what: string;
  /** What it has at least two of: `targets`. */
  readonly backends: string;
}

/** The adoption of what has this reference; undefined where nobody adopts it. */
export function adoptionOf(stack: Stack, reference: string, adoptable: Adoptable): Adoption | undefined {
  const { type, property, what, backends } = adoptable;
  const [adopted] = stack.find(reference, [type]);
  if (!adopted) return undefined;
  const { urn, name } = adopted;
  const atLeast = numberOf(adopted, "atLeast", declared(adopted, "atLeast"), exactly(2));
  const because = textOf(adopted, "because", declared(adopted, "because"));
  const reason = because === UNKNOWN || because === undefined ? "no reason is known" : because;
  const why = `it is adopted on the word that it has at least ${atLeast.atLeast} ${backends} (${reason})`;
  return { pool: { urn, label: `adopted ${what} ${name}` }, gap: { urn, property, why } };
}
