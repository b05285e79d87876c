import assert from "node:assert/strict";
import { at } from "../../support/at";
import { aws } from "../catalogue/aws";
import { CONFIGURATION, type Case, type Cases } from "../catalogue/case";
import { gcp } from "../catalogue/gcp";
import type { Outcome } from "../outcome";
import { observeEach, type Observe, type Observed, type Stacks } from "../phases";
import { said } from "../verdicts";
import { prefixOf, violationsOf } from "./prefix";

const CLOUDS: Readonly<Record<string, Cases>> = { AWS: aws, "Google Cloud": gcp };

/** Tests of what the policies that advise say. */
export function advises(observe: Observe, stacks: Stacks): void {
  for (const [cloud, cases] of Object.entries(CLOUDS)) {
    const programs = Object.values(cases).map(({ program }, index) => (faulty: boolean) => {
      program((own) => `${prefixOf(index)}${own}`, faulty);
    });
    const all = observeEach(programs, CONFIGURATION, { observe, stacks });
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      judges(`${name}, on ${cloud}`, one, { prefix: prefixOf(index), observed: at(all, index) });
    }

    it(`lets each change pass, with advice: ${cloud}`, async () => {
      for (const observed of new Set(all)) {
        const change = await observed("change");
        assert.ok(change.ok, change.output);
      }
    });
  }
}

interface Where {
  readonly prefix: string;
  readonly observed: Observed;
}

function judges(name: string, { policy, names, isHiddenAtFirst }: Case, { prefix, observed }: Where): void {
  const found = [`advisory ${policy} ${names}`];
  const of = (outcome: Outcome) => saidOf(outcome, policy, prefix);

  it(`${policy} advises on ${name}, in a first preview`, async () => {
    const first = await observed("first");
    assert.deepEqual(of(first), isHiddenAtFirst ? [] : found, first.output);
  });

  it(`${policy} advises on the change to ${name}`, async () => {
    assert.deepEqual(of(await observed("change")), found);
  });

  it(`${policy} is content with the twin of ${name}`, async () => {
    const content = [await observed("beginning"), await observed("safe")];
    assert.deepEqual(content.flatMap(of), []);
  });
}

/** What a policy says of the resources with this prefix. */
function saidOf(outcome: Outcome, policy: string, prefix: string): string[] {
  const own = violationsOf(outcome, prefix).filter((one) => one.policy === policy);
  return said({ violations: own }).map((one) => one.replace(prefix, ""));
}
