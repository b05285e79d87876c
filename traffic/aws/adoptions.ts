import { exactly } from "../bounds";
import type { Pool } from "../graph";
import { numberOf, textOf } from "../read";
import { declared, UNKNOWN, type Gap } from "../resource";
import type { Stack } from "../stack";
import { ADOPTED_POOL } from "./types";

/** Somebody's word for the targets of a target group that is made elsewhere. */
export interface Adoption {
  readonly pool: Pick<Pool, "label" | "urn">;
  /** What is taken on trust, and why. */
  readonly gap: Gap;
}

/** The adoption of this target group; undefined where nobody adopts it. */
export function adoptionOf(stack: Stack, arn: string): Adoption | undefined {
  const [adopted] = stack.find(arn, [ADOPTED_POOL]);
  if (!adopted) return undefined;
  const { urn, name } = adopted;
  const atLeast = numberOf(adopted, "atLeast", declared(adopted, "atLeast"), exactly(2));
  const because = textOf(adopted, "because", declared(adopted, "because"));
  const reason = because === UNKNOWN || because === undefined ? "no reason is known" : because;
  const why = `it is adopted on the word that it has at least ${atLeast.atLeast} targets (${reason})`;
  return { pool: { urn, label: `adopted target group ${name}` }, gap: { urn, property: "targetGroupArn", why } };
}
