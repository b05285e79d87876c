import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { schema, version } from "../../plugin/schema";
import { script } from "../scripts/scripts";

const root = resolve(__dirname, "../../..");

interface Inferred {
  readonly types: Readonly<
    Record<string, { readonly properties?: Readonly<Record<string, { description?: string }>> }>
  >;
}

describe("The schema of the package", function () {
  this.timeout(120_000);
  let inferred: Inferred;
  before(async () => {
    const { inferSchema } = await script<{ inferSchema: () => Inferred }>("schema/package.mjs");
    inferred = inferSchema();
  });

  it("says what the types and the comments of the components say: `npm run schema` writes it anew", () => {
    assert.deepEqual(JSON.parse(readFileSync(resolve(root, "pulumi-plugin/schema.json"), "utf8")), inferred);
  });

  it("has the version of the package", () => {
    const { version: expected } = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")) as {
      version: string;
    };
    assert.deepEqual([version, schema.version], [expected, expected]);
  });

  it("describes every property of every component and type", () => {
    const all = Object.entries({ ...inferred.types, ...schema.resources }).flatMap(
      ([token, { properties = {}, ...more }]) =>
        Object.entries({ ...properties, ...("inputProperties" in more ? more.inputProperties : {}) }).map(
          ([name, property]) => [`${token}.${name}`, "description" in property && property.description] as const,
        ),
    );
    assert.ok(all.length > 100);
    assert.deepEqual(
      all.filter(([, description]) => !description).map(([name]) => name),
      [],
    );
  });

  it("demands a second one of everything of which there must be two", () => {
    const lists = Object.entries(schema.types).filter(([token]) => token.includes(":AtLeastTwo"));
    assert.ok(lists.length > 0);
    for (const [token, { required }] of lists) assert.deepEqual(required, ["first", "second"], token);
  });
});
