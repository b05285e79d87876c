import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readGraph, UNKNOWN, type Resource } from "../../traffic";
import { factsOf } from "../support/facts";
import { placesIn, replaced, type Place } from "../support/places";
import { GCP_PARTS } from "../support/whole-gcp-stack";
import { AWS_PARTS } from "../support/whole-stack";

const FOLDER = resolve(__dirname, "../../../test/traffic/facts");
/** Set to write the files anew, and read in their changes what a change of the code means. */
const isToWrite = process.env["EVENKEEL_WRITE_FACTS"] !== undefined;

const PARTS = { aws: AWS_PARTS, gcp: GCP_PARTS };

for (const [name, stack] of Object.entries(PARTS).flatMap(stacksOf)) {
  const file = join(FOLDER, `${name}.txt`);
  const known = factsOf(readGraph(stack));
  const expected = isToWrite ? new Map<string, string>() : sectionsOf(readFileSync(file, "utf8"));
  const found = new Map<string, () => string>([
    ["everything is known", () => [...known].map(([key, value]) => `${key} = ${value}`).join("\n")],
    ...stack.flatMap((resource) =>
      placesByProperty(resource).map(([property, places]): [string, () => string] => [
        `${property} of ${resource.name}, ${resource.type}`,
        () => places.map((place) => effectsOf(stack, place, known)).join("\n"),
      ]),
    ),
  ]);

  describe(`What is read of ${name}`, () => {
    for (const [what, facts] of found) {
      it(`is as it was: ${what}`, () => {
        const text = facts();
        if (isToWrite) expected.set(what, text);
        assert.equal(text, expected.get(what));
      });
    }

    it("is all that is written", () => {
      if (isToWrite) writeFileSync(file, [...expected].map(([what, text]) => `# ${what}\n${text}\n`).join("\n"));
      assert.deepEqual([...expected.keys()], [...found.keys()]);
    });
  });
}

function stacksOf([cloud, parts]: [string, Readonly<Record<string, () => Resource[]>>]): [string, Resource[]][] {
  return Object.entries(parts).map(([part, stack]) => [`${cloud}-${part}`, stack()]);
}

/** The places in each property of a resource. */
function placesByProperty(resource: Resource): [string, Place[]][] {
  const byProperty = new Map<string, Place[]>();
  for (const place of placesIn([resource])) {
    const property = String(place.path[0]);
    byProperty.set(property, [...(byProperty.get(property) ?? []), place]);
  }
  return [...byProperty];
}

/** What becomes of the facts where a value is not known, and where it is absent. */
function effectsOf(stack: readonly Resource[], place: Place, known: ReadonlyMap<string, string>): string {
  const path = place.path.join(".");
  const unknown = changes(replaced(stack, place, UNKNOWN), known);
  const absent = changes(replaced(stack, place, undefined), known);
  if (unknown === absent) return `${path} unknown or absent: ${unknown}`;
  return `${path} unknown: ${unknown}\n${path} absent: ${absent}`;
}

function changes(stack: readonly Resource[], known: ReadonlyMap<string, string>): string {
  const now = factsOrError(stack);
  if (typeof now === "string") return now;
  const changed = [...now].filter(([key, value]) => known.get(key) !== value);
  const owners = new Set([...now.keys()].map(ownerOf));
  const gone = new Set(
    [...known.keys()].filter((key) => !now.has(key)).map((key) => (owners.has(ownerOf(key)) ? key : ownerOf(key))),
  );
  if (changed.length + gone.size === 0) return "nothing";
  return [...changed.map(([key, value]) => `\n  ${key} = ${value}`), ...[...gone].map((key) => `\n  no ${key}`)].join(
    "",
  );
}

/** The label in a key. */
function ownerOf(key: string): string {
  return key.slice(0, key.lastIndexOf(": "));
}

function factsOrError(stack: readonly Resource[]): Map<string, string> | string {
  try {
    return factsOf(readGraph(stack));
  } catch (error) {
    return String(error);
  }
}

function sectionsOf(text: string): Map<string, string> {
  const sections = text.split(/^# /m).slice(1);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf("\n");
      return [section.slice(0, end), section.slice(end + 1).trimEnd()];
    }),
  );
}
