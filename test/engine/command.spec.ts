import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../../cli/report/report";
import { evenkeel } from "./evenkeel";
import { openPools, writePools, type Pools } from "./pools-project";
import type { Project, Ran } from "./project";
import { together } from "./together";
import { said } from "./verdicts";

const pools = (blue: readonly [number, number], green: readonly [number, number]): Pools => ({
  blue: { targets: blue[0], weight: blue[1] },
  green: { targets: green[0], weight: green[1] },
});

const [SAFE, INCIDENT] = [pools([5, 100], [1, 0]), pools([5, 0], [1, 100])];

interface Deeds {
  readonly ran: Ran;
  /** What the pack said of the same. */
  readonly byPack?: readonly string[];
}

/** The command on what the real Pulumi CLI writes, or beside it. */
describe("The evenkeel command", () => {
  const observed = together(2, {
    "a first preview": () =>
      onProject(SAFE, async (project) => ({
        ran: await checkPreview(project),
        byPack: said(await project.preview("--policy-pack", evenkeel)),
      })),
    "the preview of a change": () =>
      onProject(SAFE, async (project) => {
        await deployed(project);
        await writePools(project.folder, INCIDENT);
        return {
          ran: await checkPreview(project),
          byPack: said(await project.preview("--policy-pack", evenkeel)),
        };
      }),
    "a deployed stack": () =>
      onProject(SAFE, async (project) => {
        await deployed(project);
        return { ran: await project.evenkeel("check", "--stack", "test") };
      }),
    "a change": () =>
      onProject(SAFE, async (project) => {
        await deployed(project);
        await writePools(project.folder, INCIDENT);
        return { ran: await project.evenkeel("compare", "--stack", "test") };
      }),
    "a stack that there is not": () =>
      onProject(SAFE, async (project) => ({ ran: await project.evenkeel("check", "--stack", "nowhere") })),
    "a program that fails": () =>
      onProject(SAFE, async (project) => {
        await writeFile(
          join(project.folder, "Pulumi.yaml"),
          "name: broken\nruntime: yaml\nresources: { a: { type: 1 } }\n",
        );
        return { ran: await project.evenkeel("compare", "--stack", "test") };
      }),
  });

  for (const what of ["a first preview", "the preview of a change"] as const) {
    it(`says of ${what} what the pack says`, async () => {
      const { ran, byPack } = await observed(what);
      assert.deepEqual(findingsIn(ran), byPack, ran.stderr);
    });
  }

  it("checks a stack that it asks the Pulumi CLI for", async () => {
    const { ran } = await observed("a deployed stack");
    assert.equal(ran.exitCode, 0, ran.stderr);
    assert.match(ran.stdout, /^test \(state: stack test\): 2 findings advise\n/);
  });

  it("compares what is deployed with what an update would make of it", async () => {
    const { ran } = await observed("a change");
    assert.equal(ran.exitCode, 1, ran.stderr);
    assert.match(ran.stdout, /COLLAPSE .*\n.* gets 100 % of the traffic; before, no backend got more than 20 %\./);
  });

  it("says what the Pulumi CLI says of a stack that there is not", async () => {
    const { ran } = await observed("a stack that there is not");
    assert.equal(ran.exitCode, 2);
    assert.match(ran.stderr, /^error: stack nowhere: `pulumi stack export --stack nowhere` failed\. error: .*nowhere/);
  });

  it("does not compare with what a program that fails has left out", async () => {
    const { ran } = await observed("a program that fails");
    assert.deepEqual([ran.exitCode, ran.stdout], [2, ""]);
    assert.match(ran.stderr, /^error: stack test: /);
  });
});

/** Checks what the Pulumi CLI writes of a preview. */
async function checkPreview(project: Project): Promise<Ran> {
  const { stdout } = await project.pulumi("preview", "--json", "--show-sames");
  const file = join(project.folder, "preview.json");
  await writeFile(file, stdout);
  return project.evenkeel("check", file, "--format", "json");
}

function findingsIn({ stdout }: Ran): string[] {
  const [stack] = (JSON.parse(stdout) as Report).stacks;
  const all = stack?.findings ?? [];
  return all
    .map(({ level, policy, resource }) => `${level} ${policy} ${resource?.urn.split("::").at(-1) ?? ""}`)
    .sort();
}

async function deployed(project: Project): Promise<void> {
  const outcome = await project.up();
  assert.ok(outcome.ok, outcome.output);
}

async function onProject(given: Pools, act: (project: Project) => Promise<Deeds>): Promise<Deeds> {
  const project = await openPools(given);
  try {
    return await act(project);
  } finally {
    await project.destroyFiles();
  }
}
