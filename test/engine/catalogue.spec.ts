import assert from "node:assert/strict";
import { aws } from "./catalogue/aws";
import { CONFIGURATION, type Case, type Cases } from "./catalogue/case";
import { gcp } from "./catalogue/gcp";
import type { Outcome } from "./outcome";
import { phasesOf, type Phases } from "./phases";
import { together } from "./together";
import { said } from "./verdicts";

const CLOUDS: Readonly<Record<string, Cases>> = { AWS: aws, "Google Cloud": gcp };

describe("The advisory policies on the engine", function () {
  // The first stack waits for an engine that starts all of them.
  this.timeout(300_000);

  const observed = together(
    2,
    Object.fromEntries(Object.entries(CLOUDS).map(([cloud, cases]) => [cloud, () => run(cases)])),
  );

  for (const [cloud, cases] of Object.entries(CLOUDS)) {
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      judges(`${name}, on ${cloud}`, one, { prefix: prefixOf(index), observed: () => observed(cloud) });
    }

    it(`lets the change pass, with advice: ${cloud}`, async () => {
      const { change } = await observed(cloud);
      assert.ok(change.ok, change.output);
    });
  }
});

/** All cases share a stack: each has resources of its own. */
function run(cases: Cases): Promise<Phases> {
  const program = (faulty: boolean) => {
    Object.values(cases).forEach((one, index) => {
      one.program((own) => `${prefixOf(index)}${own}`, faulty);
    });
  };
  return phasesOf(program, CONFIGURATION);
}

function prefixOf(index: number): string {
  return `case${index}-`;
}

interface Where {
  readonly prefix: string;
  readonly observed: () => Promise<Phases>;
}

function judges(name: string, { policy, names, isHiddenAtFirst }: Case, { prefix, observed }: Where): void {
  const found = [`advisory ${policy} ${names}`];
  const of = (outcome: Outcome) => saidOf(outcome, policy, prefix);

  it(`${policy} advises on ${name}, in a first preview`, async () => {
    const { first } = await observed();
    assert.deepEqual(of(first), isHiddenAtFirst ? [] : found, first.output);
  });

  it(`${policy} advises on the change to ${name}`, async () => {
    assert.deepEqual(of((await observed()).change), found);
  });

  it(`${policy} is content with the twin of ${name}`, async () => {
    const { beginning, safe } = await observed();
    assert.deepEqual([...of(beginning), ...of(safe)], []);
  });
}

/** What a policy says of the resources with this prefix. */
function saidOf({ violations }: Outcome, policy: string, prefix: string): string[] {
  const own = violations.filter((one) => one.policy === policy && one.urn?.includes(`::${prefix}`));
  return said({ violations: own }).map((one) => one.replace(prefix, ""));
}
