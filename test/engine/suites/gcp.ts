import { at } from "../../support/at";
import { coreOnly } from "../../support/core";
import { capacity } from "../cases/gcp/capacity";
import type { Cases } from "../cases/gcp/cases";
import { groups } from "../cases/gcp/groups";
import { passthrough } from "../cases/gcp/passthrough";
import { Program } from "../cases/gcp/program";
import { routes } from "../cases/gcp/routes";
import { judges, observeEach, type Observe, type Stacks } from "../phases";
import { blocksOnlyTheFaulty } from "./blocking";
import { saysNothingElse } from "./expect";
import { prefixOf } from "./prefix";

/** Programs that share a stack: each judges its own resources, and the engine starts once for all of them. */
const STACKS: Readonly<Record<string, Cases>> = { groups, capacity, passthrough, routes };

/** Tests of what the policies on shares and floors say of stacks of Google Cloud. */
export function judgesGcp(observe: Observe, stacks: Stacks): void {
  for (const [stack, cases] of Object.entries(STACKS)) {
    const programs = Object.values(cases).map(({ program }, index) => (faulty: boolean) => {
      program(new Program(prefixOf(index)), faulty);
    });
    const observed = observeEach(programs, coreOnly(), { observe, stacks });
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      judges(name, one, at(observed, index), saysNothingElse(prefixOf(index)));
    }
    if (stacks === "shared") blocksOnlyTheFaulty(stack, at(observed, 0));
  }
}
