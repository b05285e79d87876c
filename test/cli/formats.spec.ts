import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import Ajv04 from "ajv-draft-04";
import { split } from "../support/aws";
import { wholeGcpStack } from "../support/whole-gcp-stack";
import { wholeStack } from "../support/whole-stack";
import type { Resource } from "../../traffic";
import { evenkeel, scratchFolder, stateOf } from "./support/command";
import { holdsToSchema, schemaIn, STRICTNESS, validator } from "./support/schema";

/** Names as nobody should choose them. */
const HOSTILE = '<img src=x onerror=alert(1)> | `code` @everyone [link](x) "quoted" \u001b[31mred';

const hostile = renamed(split({ blue: { weight: 1, targets: 1 } }), HOSTILE);
const SMALL = split({ blue: { weight: 50, targets: 3 }, green: { weight: 50, targets: 1 } });

/** So many load balancers with so many targets each. */
function many(balancers: number, targets: number): Resource[] {
  const one = JSON.stringify(split({ blue: { weight: 1, targets } }));
  return Array.from({ length: balancers }, (_, index) => {
    const named = one.replace(/(blue|web|::a|::b)(?=[-"/])/g, `$1${index}`);
    return JSON.parse(named) as Resource[];
  }).flat();
}

function renamed(stack: readonly Resource[], name: string): Resource[] {
  return stack.map((one) =>
    one.name === "blue" ? { ...one, name, urn: one.urn.replace(/::blue$/, () => `::${name}`) } : one,
  );
}

describe("The formats of a report", () => {
  const { write } = scratchFolder();
  const state = (resources: readonly Resource[], name = "state.json") => write(name, stateOf(resources));

  async function printed(format: string, ...args: string[]): Promise<string> {
    const { out, err } = await evenkeel([...args, "--format", format]);
    assert.equal(err, "");
    return out;
  }

  describe("json", () => {
    for (const [what, stack] of [
      ["of a stack with one of everything on AWS", wholeStack()],
      ["of a stack with one of everything on Google Cloud", wholeGcpStack()],
      ["of a stack that is empty", []],
    ] as const) {
      it(`is what its schema says, ${what}`, async () => {
        holdsToSchema(JSON.parse(await printed("json", "check", state(stack))));
      });
    }

    it("is what its schema says, of a comparison", async () => {
      const [before, after] = [state(SMALL, "a.json"), state(wholeStack(), "b.json")];
      holdsToSchema(JSON.parse(await printed("json", "compare", before, after)));
    });
  });

  describe("sarif", () => {
    const schema = require.resolve("@microsoft/jest-sarif").replace(/index\.js$/, "schemas/sarif-2.1.0-rtm.5.json");
    const isSarif = validator(schemaIn(schema), new Ajv04(STRICTNESS));

    interface Log {
      readonly runs: readonly {
        readonly results: readonly {
          readonly ruleId: string;
          readonly level: string;
          readonly locations: readonly {
            readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
            readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
          }[];
        }[];
      }[];
    }

    const resultsIn = (text: string) => (JSON.parse(text) as Log).runs.flatMap(({ results }) => results);

    for (const [what, stack] of [
      ["of findings", SMALL],
      ["of a name that means something elsewhere", hostile],
      ["of nothing", []],
    ] as const) {
      it(`is valid, ${what}`, async () => {
        const log: unknown = JSON.parse(await printed("sarif", "check", state(stack)));
        assert.ok(isSarif(log), JSON.stringify(isSarif.errors, undefined, 2));
      });
    }

    it("points at the resource, and at the file that was judged", async () => {
      const file = state(SMALL);
      const one = resultsIn(await printed("sarif", "check", file)).find(
        ({ ruleId }) => ruleId === "at-least-two-targets",
      );
      const [location] = one?.locations ?? [];
      assert.equal(one?.level, "error");
      assert.match(location?.logicalLocations[0]?.fullyQualifiedName ?? "", /TargetGroup::green$/);
      assert.equal(decodeURIComponent(location?.physicalLocation.artifactLocation.uri ?? ""), file);
    });

    it("points at a file of the repository where one is given", async () => {
      const text = await printed("sarif", "check", state(SMALL), "--sarif-location", "infra/Pulumi.yaml");
      const uris = resultsIn(text).map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
      assert.deepEqual([...new Set(uris)], ["infra/Pulumi.yaml"]);
    });
  });

  describe("markdown", () => {
    it("says first what blocks, and folds the rest", async () => {
      const lines = (await printed("markdown", "check", state(SMALL))).split("\n");
      assert.match(lines[0] ?? "", /^### ❌ Evenkeel: test/);
      assert.match(lines[2] ?? "", /^\*\*1 finding blocks/);
      assert.match(lines[4] ?? "", /^- ❌ \[at-least-two-targets\]\(https:.*\): listener web:443 sends 50 % of its/);
      assert.ok(lines.includes("<details><summary>Traffic by route</summary>"));
    });

    it("shows the routes that change, and folds those that do not", async () => {
      const [before, after] = [state(SMALL, "a.json"), state(split({ blue: { weight: 1, targets: 1 } }), "b.json")];
      const changed = await printed("markdown", "compare", before, after);
      assert.match(changed, /\| listener web:443 \| \*\*COLLAPSE\*\* \| 50 % → 100 % \|/);
      assert.match(await printed("markdown", "compare", before, before), /<summary>1 without change<\/summary>/);
    });

    it("is no longer than a comment may be, however large the stack is", async () => {
      const [before, after] = [state(many(300, 4), "a.json"), state(many(300, 1), "b.json")];
      const text = await printed("markdown", "compare", before, after);
      assert.ok(text.length < 65_536, String(text.length));
      assert.match(text, /And 290 more, which the other formats show\./);
    });

    it("shows a hostile name as text", async () => {
      const text = await printed("markdown", "check", state(hostile));
      assert.doesNotMatch(text, /<img|@everyone|[^\\]`code|[^\\]\]\(x\)|\u001b/);
      assert.match(text, /&#60;img src=x/);
    });
  });

  describe("mermaid", () => {
    it("draws load balancer, route, pools and backends with their shares", async () => {
      const text = await printed("mermaid", "check", state(SMALL));
      assert.match(text, /^flowchart LR\n/);
      assert.match(text, /s0n1\["load balancer web"\]|s0n0\["listener web:443"\]/);
      assert.match(text, /-->\|"50 %"\| s0n\d+\n/);
    });

    it("has nothing in it that a name could break out with", async () => {
      const text = await printed("mermaid", "check", state(hostile));
      for (const line of text.split("\n").slice(1)) {
        assert.match(line, /^ {2}(s0n\d+\["[^"<>`|\u001b]*"\]|s0n\d+ -->(\|"[^"|]*"\|)? s0n\d+)$/);
      }
    });
  });

  describe("text", () => {
    it("shows control characters instead of sending them", async () => {
      const text = await printed("text", "check", state(hostile));
      assert.ok(!text.includes("\u001b"));
      assert.match(text, /\\u001b\[31mred/);
    });

    it("is coloured on a terminal, and fits its lines", async () => {
      const [before, after] = [state(SMALL, "a.json"), state(wholeStack(), "b.json")];
      for (const args of [
        ["check", after],
        ["compare", before, after],
      ]) {
        const { out } = await evenkeel(args, { columns: 80, colour: true });
        assert.match(out, /\u001b\[1m/);
        const table = out.split("\n").filter((line) => /^[│┌├└]/.test(line));
        assert.ok(table.length > 0);
        for (const line of table) assert.ok(stripVTControlCharacters(line).length <= 80, line);
      }
    });
  });

  describe("each format", () => {
    const HUMAN = ["text", "markdown", "html"] as const;
    const SAFE = split({ blue: { weight: 1, targets: 3 } });
    /** An exemption that has run out: a finding about the configuration, not about a resource. */
    const expired = () => {
      const exemptions = [{ policy: "at-least-two-targets", urn: "*", reason: "the move", until: "2020-01-31" }];
      return write("config.json", { "configuration-is-valid": { exemptions } });
    };

    for (const format of [...HUMAN, "sarif"] as const) {
      it(`tells of what has no resource, in ${format}`, async () => {
        const text = await printed(format, "check", state(SAFE), "--config", expired());
        assert.match(text, /configuration-is-valid/);
        assert.match(text, /it expired on 2020-01-31/);
      });
    }

    for (const format of HUMAN) {
      it(`says that nothing shares traffic, in ${format}`, async () => {
        const text = await printed(format, "check", state([]));
        assert.match(text, /no findings/i);
        assert.doesNotMatch(text, /<table>|^[│|]/m);
      });

      it(`says that there is nothing to compare, in ${format}`, async () => {
        const [before, after] = [state([], "a.json"), state([], "b.json")];
        assert.match(await printed(format, "compare", before, after), /Routes: no routes|Nothing in either stack/);
      });

      it(`tells what a change adds and takes away, in ${format}`, async () => {
        const [empty, full] = [state([], "a.json"), state(SAFE, "b.json")];
        assert.match(await printed(format, "compare", empty, full), /Routes: 1 new/);
        assert.match(await printed(format, "compare", full, empty), /Routes: 1 gone/);
      });

      it(`marks findings that a change brings, in ${format}`, async () => {
        const [before, after] = [state(SAFE, "a.json"), state(SMALL, "b.json")];
        assert.match(await printed(format, "compare", before, after), /at-least-two-targets.*\bnew\b/s);
      });
    }

    it("knows what was found before, in sarif", async () => {
      const [before, after] = [state(SAFE, "a.json"), state(SMALL, "b.json")];
      const states = async (old: string) => {
        const log = JSON.parse(await printed("sarif", "compare", old, after)) as {
          runs: { results: { ruleId: string; baselineState: string }[] }[];
        };
        const all = log.runs.flatMap(({ results }) => results);
        return all.filter(({ ruleId }) => ruleId === "at-least-two-targets").map((one) => one.baselineState);
      };
      assert.deepEqual([await states(before), await states(after)], [["new"], ["unchanged"]]);
    });

    it("holds several stacks, in mermaid each in a box of its own", async () => {
      const files = [state(SAFE, "a.json"), state(SMALL, "b.json")];
      const text = await printed("mermaid", "check", ...files);
      assert.equal(text.match(/^ {2}subgraph "test .*[ab].json"$/gm)?.length, 2);
      assert.match(await printed("markdown", "check", ...files), /\n\n---\n\n/);
    });
  });
});
