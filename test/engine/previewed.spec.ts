import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, network, pool, register, targetGroup } from "./cases/network";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { openPools, writePools } from "./pools-project";
import { newStack, type Run, type TestStack } from "./stack";
import { together } from "./together";

/** Two pools by weight; the second may lose one of its three targets. */
const web =
  (blue: number, targets = 3) =>
  () => {
    const site = network();
    const green = targetGroup("green");
    register(green, "green", targets, site.subnets);
    listen("http", site.front, [pool("blue", 3, site), blue], [green, 100 - blue]);
    return Promise.resolve();
  };

interface Setting {
  readonly stack: TestStack;
  /** Where records are kept. */
  readonly folder: string;
  readonly run: Run;
}

type Story = (setting: Setting) => Promise<Record<string, Outcome>>;

const POLICY = "previewed-before-update";

/** Runs a story on a stack of its own. */
const told =
  (story: Story, options: object = {}) =>
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "evenkeel-records-"));
    const stack = await newStack(web(50));
    const run = { packs: [evenkeel], packConfig: { [POLICY]: { required: true, folder, ...options } } };
    try {
      return await story({ stack, folder, run });
    } finally {
      await stack.destroyFiles();
      chmodSync(folder, 0o700);
      rmSync(folder, { recursive: true });
    }
  };

const recordIn = (folder: string) => {
  const [name] = readdirSync(join(folder, "previews"));
  assert.ok(name);
  return join(folder, "previews", name);
};

/** The steps that change something. */
const changesOf = ({ steps }: Outcome) => steps.filter(({ op }) => op !== "same" && op !== "refresh");

const said = ({ violations }: Outcome) =>
  violations
    .filter(({ policy }) => policy === POLICY)
    .map(({ urn, message }) => `${urn?.split("::").at(-1) ?? ""}: ${message}`);

describe("An update, where it must be previewed", () => {
  const observed = together(2, {
    "without a preview": told(async ({ stack, run }) => ({ first: await stack.up(run) })),
    "after a preview": told(async ({ stack, run, folder }) => {
      const preview = await stack.preview(run);
      const record = readFileSync(recordIn(folder), "utf8");
      assert.equal(statSync(recordIn(folder)).mode & 0o077, 0);
      assert.ok(!record.includes("us-east-1a"), "a record tells no values");
      const up = await stack.up(run);
      assert.deepEqual(readdirSync(join(folder, "previews")), []);
      const again = await stack.up(run);
      // What is left of the record of an update that was made cannot be put back but as it was, and then it is too late for it.
      stack.setProgram(web(0));
      const changed = await stack.preview(run);
      stack.setProgram(web(100));
      return { preview, up, again, changed, other: await stack.up(run) };
    }),
    "by which less is deleted than was previewed": told(async ({ stack, run }) => {
      await stack.preview(run);
      const up = await stack.up(run);
      const preview = await stack.preview(run);
      stack.setProgram(web(50, 2));
      return { up, preview, deletion: await stack.up(run) };
    }),
    "after a preview that failed": told(async ({ stack, run, folder }) => {
      await stack.preview(run);
      stack.setProgram(web(50, 1));
      const preview = await stack.preview(run);
      assert.deepEqual(readdirSync(join(folder, "previews")), []);
      return { preview, up: await stack.up(run) };
    }),
    "with a record that was edited": told(async ({ stack, run, folder }) => {
      await stack.preview(run);
      const record = recordIn(folder);
      writeFileSync(record, readFileSync(record, "utf8").replace(/[0-9a-f]{32}/, "0".repeat(32)));
      return { up: await stack.up(run) };
    }),
    "with the record of another stack": told(async ({ stack, run, folder }) => {
      await stack.preview(run);
      const record = readFileSync(recordIn(folder), "utf8");
      const other = await newStack(web(50));
      try {
        await other.preview(run);
        for (const name of readdirSync(join(folder, "previews"))) writeFileSync(join(folder, "previews", name), record);
        return { up: await other.up(run) };
      } finally {
        await other.destroyFiles();
      }
    }),
    "too late": told(
      async ({ stack, run }) => {
        await stack.preview(run);
        return { up: await stack.up(run) };
      },
      { validMinutes: 0.0001 },
    ),
    "with a folder that is a file": told(async ({ stack, run, folder }) => {
      mkdirSync(join(folder, "taken"));
      writeFileSync(join(folder, "taken/previews"), "");
      const packConfig = { [POLICY]: { required: true, folder: join(folder, "taken") } };
      return { preview: await stack.preview({ ...run, packConfig }), up: await stack.up({ ...run, packConfig }) };
    }),
  });

  it("is refused before its first step without one", async () => {
    const { first } = await observed("without a preview");
    assert.ok(first);
    assert.equal(first.ok, false);
    assert.match(
      said(first).join("\n"),
      /^evenkeel-test-.*: This update was not previewed: no preview of this stack has passed/,
    );
    assert.deepEqual(
      changesOf(first).filter(({ urn }) => !urn.includes("pulumi:pulumi:Stack")),
      [],
      first.output,
    );
  });

  it("passes after a preview, once", async () => {
    const { preview, up, again } = await observed("after a preview");
    assert.ok(preview?.ok, preview?.output);
    assert.ok(up?.ok, up?.output);
    assert.deepEqual(said(up), []);
    assert.equal(again?.ok, false);
    assert.match(said(again).join("\n"), /no preview of this stack has passed since its last update/);
  });

  it("is refused at the resource that is not as it was previewed", async () => {
    const { changed, other } = await observed("after a preview");
    assert.ok(changed?.ok, changed?.output);
    assert.equal(other?.ok, false);
    assert.match(
      said(other).join("\n"),
      /^http: defaultActions\[0\]\.forward\.targetGroups\[0\]\.weight is not what the preview showed/,
    );
    assert.deepEqual(
      changesOf(other).filter(({ urn }) => urn.includes("listener")),
      [],
    );
  });

  it("says afterwards that it deleted what the preview kept, for no policy is asked before", async () => {
    const { preview, deletion } = await observed("by which less is deleted than was previewed");
    assert.ok(preview?.ok);
    assert.equal(deletion?.ok, false);
    assert.ok(
      changesOf(deletion).some(({ op }) => op === "delete"),
      deletion.output,
    );
    assert.match(said(deletion).join("\n"), /The update has deleted target group attachment green/);
  });

  it("is refused after a preview that failed, even where one passed before it", async () => {
    const { preview, up } = await observed("after a preview that failed");
    assert.equal(preview?.ok, false);
    assert.equal(up?.ok, false);
    assert.match(said(up).join("\n"), /no preview of this stack has passed/);
  });

  it("is refused by the engine before it deletes, where it is bound to the plan of its preview", async () => {
    const project = await openPools({ blue: { targets: 3, weight: 80 }, green: { targets: 3, weight: 20 } });
    try {
      assert.ok((await project.up()).ok);
      await project.pulumi("preview", "--save-plan", "plan.json");
      await writePools(project.folder, { blue: { targets: 2, weight: 80 }, green: { targets: 3, weight: 20 } });
      const { exitCode, stdout, stderr } = await project.pulumi("up", "--yes", "--skip-preview", "--plan", "plan.json");
      assert.notEqual(exitCode, 0);
      assert.match(`${stdout}${stderr}`, /delete is not allowed by the plan/);
    } finally {
      await project.destroyFiles();
    }
  });

  for (const [how, why] of [
    ["with a record that was edited", /is not as the preview left it/],
    ["with the record of another stack", /is that of stack organization\/evenkeel\/test-/],
    ["too late", /its preview counted until/],
  ] as const) {
    it(`is refused ${how}`, async () => {
      const { up } = await observed(how);
      assert.equal(up?.ok, false);
      assert.match(said(up).join("\n"), why, up.output);
    });
  }

  it("is refused, and so is its preview, where records cannot be kept", async () => {
    const { preview, up } = await observed("with a folder that is a file");
    for (const one of [preview, up]) {
      assert.equal(one?.ok, false);
      assert.match(said(one).join("\n"), /Records of previews cannot be kept in .*taken: .*Let this user write there/);
    }
  });
});
