import assert from "node:assert/strict";
import { canonicalForm, digestOf, readGraph, type Resource } from "../../traffic";
import { deployments } from "./cases/deployments";
import { capacity } from "./cases/gcp/capacity";
import { groups as gcpGroups } from "./cases/gcp/groups";
import { passthrough } from "./cases/gcp/passthrough";
import { Program } from "./cases/gcp/program";
import { routes as gcpRoutes } from "./cases/gcp/routes";
import { groups } from "./cases/groups";
import { networks } from "./cases/networks";
import { others } from "./cases/others";
import { routes } from "./cases/routes";
import { splits } from "./cases/splits";
import { weights } from "./cases/weights";
import type { Program as Run } from "./phases";
import { run } from "./rehearsal/observe";

const AWS = { ...weights, ...routes, ...groups, ...deployments, ...networks, ...others, ...splits };
const GCP = { ...gcpGroups, ...capacity, ...passthrough, ...gcpRoutes };

const programs: [string, Run][] = [
  ...Object.entries(AWS).map(([name, { program }]): [string, Run] => [`${name}, on AWS`, program]),
  ...Object.entries(GCP).map(([name, { program }]): [string, Run] => [
    `${name}, on Google Cloud`,
    (faulty) => {
      program(new Program(""), faulty);
    },
  ]),
];

const digest = (resources: readonly Resource[]) => digestOf(readGraph(resources), resources);

/** Whether a preview leaves something of its traffic open. */
function isOpen(resources: readonly Resource[]): boolean {
  const text = JSON.stringify(canonicalForm(readGraph(resources), resources));
  return /"(?:gaps|open)":\["|"madeFrom":\[(?!"[^"]*"\])/.test(text);
}

describe("The digest of a program's traffic", () => {
  let open = 0;

  for (const [name, program] of programs) {
    it(`is the same from preview to update: ${name}`, async () => {
      const safe = await run(program, false, { isUpdate: true });
      const kept = { kept: safe.kept };
      const [again, change, changed] = [
        await run(program, false, kept),
        await run(program, true, kept),
        await run(program, true, { ...kept, isUpdate: true }),
      ];
      assert.equal(digest(again.resources), digest(safe.resources), "where nothing changes");
      assert.equal(digest(change.resources), digest(changed.resources), "of a change");
      assert.notEqual(digest(changed.resources), digest(safe.resources), "for another graph");
    });

    it(`is the same from the first preview on, where that knows all: ${name}`, async () => {
      const beginning = await run(program, false);
      const reversed = await run(program, false, { listed: (urns) => [...urns].reverse() });
      assert.equal(digest(beginning.resources), digest(reversed.resources), "however the engine lists references");
      const safe = await run(program, false, { isUpdate: true });
      if (isOpen(beginning.resources)) open += 1;
      else assert.equal(digest(beginning.resources), digest(safe.resources));
    });
  }

  it("is that of the deployed stack for most programs already in their first preview", () => {
    assert.ok(open < programs.length / 3, `${open} of ${programs.length} leave something open`);
  });
});
