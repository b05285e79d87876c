import { at } from "../../support/at";
import { coreOnly } from "../../support/core";
import { deployments } from "../cases/deployments";
import { groups } from "../cases/groups";
import { networks } from "../cases/networks";
import { others } from "../cases/others";
import { under } from "../cases/own";
import { routes } from "../cases/routes";
import { splits } from "../cases/splits";
import type { Twins } from "../cases/twins";
import { weights } from "../cases/weights";
import { judges, observeEach, type Observe, type Stacks } from "../phases";
import { saysNothingElse } from "./expect";
import { blocksOnlyTheFaulty } from "./blocking";
import { prefixOf } from "./prefix";

type Cases = Readonly<Record<string, Twins>>;

/** Programs that share a stack: each judges its own resources, and the engine starts once for all of them. */
const STACKS: Readonly<Record<string, Cases>> = { weights, routes, groups, deployments, networks, others, splits };

/** Tests of what the policies on shares and floors say of stacks of AWS. */
export function judgesAws(observe: Observe, stacks: Stacks): void {
  for (const [stack, cases] of Object.entries(STACKS)) {
    const all = Object.entries(cases).map(([name, twins], index) => ({ name, twins, prefix: prefixOf(index) }));
    const usual = all.filter(({ twins }) => !isApart(twins));
    const programs = usual.map(programOf);
    const together = observeEach(programs, coreOnly(), { observe, stacks });
    usual.forEach(({ name, twins, prefix }, index) => {
      judges(name, twins, at(together, index), saysNothingElse(prefix));
    });
    if (stacks === "shared") blocksOnlyTheFaulty(stack, at(together, 0));

    for (const { name, twins } of all.filter((one) => isApart(one.twins))) {
      const observed = observe(twins.program, { ...coreOnly(), ...twins.configuration });
      judges(name, twins, observed, saysNothingElse(""));
    }
  }
}

/** What is configured holds for a whole stack, and may speak of resources by their names. */
function isApart({ configuration, isApart: own }: Twins): boolean {
  return own === true || configuration !== undefined;
}

function programOf({ twins, prefix }: { readonly twins: Twins; readonly prefix: string }) {
  return (faulty: boolean) => {
    under(prefix, () => {
      twins.program(faulty);
    });
  };
}
