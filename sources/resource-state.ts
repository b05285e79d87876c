import { UNKNOWN, type Properties, type Resource, type Value } from "../traffic";
import { fieldsOf, SourceError, type Fields } from "./json";
import type { Secrets } from "./secrets";

/** The key under which the engine tells its own kinds of values from a program's objects, and what it holds for a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine writes for a value that is not known before the update, and a preview for one that is secret. */
const NOT_SHOWN: ReadonlySet<unknown> = new Set(["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[secret]"]);

/**
 * A resource as the engine writes it into a state or a preview. An encrypted value is unknown; what waits to be deleted no longer
 * counts, and what the program only looks up is not the stack's.
 *
 * @param where it stands in the file, for a person.
 * @param secrets keeps those that the file shows.
 * @throws SourceError when it has no URN or no type.
 */
export function resourceIn(value: unknown, where: string, secrets: Secrets): Resource | undefined {
  const fields = fieldsOf(value, where);
  const { urn, type, parent } = fields;
  if (typeof urn !== "string" || typeof type !== "string") throw new SourceError(`${where} has no urn or no type`);
  if (fields["delete"] === true || fields["external"] === true) return undefined;
  const reading = { urn, secrets };
  let [inputs, outputs, dependencies]: [Properties?, Properties?, Resource["propertyDependencies"]?] = [];
  return {
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    // Most resources of a stack have nothing to do with its traffic, so that nobody asks for their properties.
    get inputs() {
      return (inputs ??= propertiesOf(fields["inputs"], reading));
    },
    get outputs() {
      return (outputs ??= withId(fields["id"], propertiesOf(fields["outputs"], reading)));
    },
    get propertyDependencies() {
      return (dependencies ??= dependenciesOf(fields["propertyDependencies"]));
    },
    ignoreChanges: textsIn(fields["ignoreChanges"]),
    ...(typeof parent === "string" ? { parent } : {}),
  };
}

interface Reading {
  readonly urn: string;
  readonly secrets: Secrets;
}

/** The engine keeps the id beside the outputs. */
function withId(id: unknown, outputs: Properties): Properties {
  return typeof id === "string" ? { id, ...outputs } : outputs;
}

function propertiesOf(value: unknown, reading: Reading): Properties {
  const plain = plainValue(value ?? {}, reading);
  if (typeof plain === "object" && plain !== null && !Array.isArray(plain)) return plain as Properties;
  throw new SourceError(`${reading.urn} has properties that are ${plain === UNKNOWN ? "encrypted" : "no object"}`);
}

/** The value itself, where there is nothing in it that has to be told otherwise. */
function plainValue(value: unknown, reading: Reading): Value {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return NOT_SHOWN.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) {
    const plain = value.map((one) => plainValue(one, reading));
    return plain.some((one, index) => one !== value[index]) ? plain : (value as Value[]);
  }
  const fields = value as Fields;
  const signature = fields[SIGNATURE];
  if (signature === SECRET) return revealed(fields["plaintext"], reading);
  // Assets and archives decide no traffic; all that counts of them is that something is there.
  if (signature !== undefined) return null;
  let changed: [string, Value][] | undefined;
  for (const name of Object.keys(fields)) {
    const plain = plainValue(fields[name], reading);
    if (plain !== fields[name]) (changed ??= []).push([name, plain]);
  }
  return changed ? ({ ...fields, ...Object.fromEntries(changed) } as Properties) : (fields as Properties);
}

/** A secret counts where it was exported in the clear. */
function revealed(plaintext: unknown, reading: Reading): Value {
  if (typeof plaintext !== "string") return UNKNOWN;
  let value: unknown;
  try {
    value = JSON.parse(plaintext);
  } catch {
    return UNKNOWN;
  }
  reading.secrets.keep(reading.urn, value);
  return plainValue(value, reading);
}

function dependenciesOf(value: unknown): Record<string, readonly string[]> {
  if (typeof value !== "object" || value === null) return NO_DEPENDENCIES;
  return Object.fromEntries(Object.entries(value).map(([property, urns]) => [property, textsIn(urns)]));
}

const NO_DEPENDENCIES = {};

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
