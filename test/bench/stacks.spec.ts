import assert from "node:assert/strict";
import { stateOf, type Clouds } from "../../bench/stacks";
import { reported, scratchFolder } from "../cli/support/command";

/** A preview with violations prints them, which takes time that has nothing to do with the analysis. */
describe("The stacks of the benchmark", () => {
  const { write } = scratchFolder();

  for (const clouds of ["AWS", "Google Cloud", "both"] as const satisfies readonly Clouds[]) {
    it(`have nothing that a policy finds: ${clouds}`, async () => {
      const file = write("state.json", { version: 3, deployment: { resources: stateOf(clouds, 60) } });
      const [stack] = (await reported(["check", file])).stacks;
      assert.deepEqual(stack?.findings, []);
      assert.ok(stack.routes.length >= 3);
    });
  }
});
