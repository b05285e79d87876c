import type { Claim } from "../control/preview-record";
import type { Resource } from "../traffic";
import { ROOT, type Session } from "./session";

/** What the two policies know of the operation that the engine is at. */
export class Control {
  /** What was deployed before the first step. */
  deployed: readonly Resource[] | undefined;
  claim: Claim | undefined;
}

/** What blocks is told where the glass is broken; else the level that is configured holds. */
export function lowered(session: Session): "advisory" | undefined {
  return session.whenBlocking === "advisory" ? "advisory" : undefined;
}

/**
 * Has a function check the resource that stands for the stack only: the policy SDK looks at this mark, and does not even unpack the
 * others for it.
 */
export function atRoot<Validate extends object>(validate: Validate): Validate {
  return Object.assign(validate, { __pulumiType: ROOT });
}
