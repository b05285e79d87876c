import assert from "node:assert/strict";
import { inRehearsal } from "../engine/rehearsal/observe";

/**
 * Says of programs that the pack finds nothing in them, at any level: strict mode can only raise the level of what is found.
 *
 * @param boundless those of whose pools none can have too few backends, whatever is demanded.
 */
export function findsNothing(
  cloud: string,
  programs: Readonly<Record<string, () => void>>,
  boundless: ReadonlySet<string>,
): void {
  describe(`What the pack finds in the components of ${cloud}`, () => {
    for (const [what, program] of Object.entries(programs)) {
      const observed = inRehearsal()(program, {});
      const demanding = inRehearsal()(program, { "at-least-two-targets": { minTargets: 3 } });

      it(`is what it would be of too few targets, of ${what}`, async () => {
        const { violations } = await demanding("safe");
        const found = violations.filter(({ policy }) => policy === "at-least-two-targets");
        assert.equal(found.length > 0, !boundless.has(what));
      });

      for (const [when, phase] of [
        ["in a first preview", "beginning"],
        ["when it is deployed", "safe"],
      ] as const) {
        it(`is nothing of ${what}, ${when}`, async () => {
          const { violations } = await observed(phase);
          assert.deepEqual(
            violations.map(({ policy, message }) => `${policy}: ${message}`),
            [],
          );
        });
      }
    }
  });
}

export function mapped<From, To>(
  all: Readonly<Record<string, From>>,
  to: (from: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(all).map(([name, from]) => [name, to(from)]));
}
