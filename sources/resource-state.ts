import { UNKNOWN, type Properties, type Resource, type Value } from "../traffic";
import { fieldsOf, SourceError, type Fields } from "./json";

/** The key under which the engine tells its own kinds of values from a program's objects, and what it holds for a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine writes for a value that is not known before the update, and a preview for one that is secret. */
const NOT_SHOWN: readonly unknown[] = ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[secret]"];

/**
 * A resource as the engine writes it into a state or a preview. An encrypted value is unknown; what waits to be deleted no longer
 * counts, and what the program only looks up is not the stack's.
 *
 * @param where it stands in the file, for a person.
 * @throws SourceError when it has no URN or no type.
 */
export function resourceIn(value: unknown, where: string): Resource | undefined {
  const fields = fieldsOf(value, where);
  const { urn, type, parent } = fields;
  if (typeof urn !== "string" || typeof type !== "string") throw new SourceError(`${where} has no urn or no type`);
  if (fields["delete"] === true || fields["external"] === true) return undefined;
  const outputs = plainProperties(fields["outputs"]);
  return {
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    inputs: plainProperties(fields["inputs"]),
    // The engine keeps the id beside the outputs.
    outputs: typeof fields["id"] === "string" ? { id: fields["id"], ...outputs } : outputs,
    propertyDependencies: dependenciesOf(fields["propertyDependencies"]),
    ignoreChanges: textsIn(fields["ignoreChanges"]),
    ...(typeof parent === "string" ? { parent } : {}),
  };
}

function plainProperties(value: unknown): Properties {
  const plain = plainValue(value ?? {});
  return typeof plain === "object" && plain !== null && !Array.isArray(plain) ? (plain as Properties) : {};
}

function plainValue(value: unknown): Value {
  if (NOT_SHOWN.includes(value)) return UNKNOWN;
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (Array.isArray(value)) return value.map(plainValue);
  const fields = value as Fields;
  if (fields[SIGNATURE] === SECRET) return revealed(fields["plaintext"]);
  // Assets and archives decide no traffic; all that counts of them is that something is there.
  if (fields[SIGNATURE] !== undefined) return null;
  return Object.fromEntries(Object.entries(fields).map(([name, inside]) => [name, plainValue(inside)]));
}

/** A secret counts where it was exported in the clear. */
function revealed(plaintext: unknown): Value {
  if (typeof plaintext !== "string") return UNKNOWN;
  try {
    return plainValue(JSON.parse(plaintext));
  } catch {
    return UNKNOWN;
  }
}

function dependenciesOf(value: unknown): Record<string, readonly string[]> {
  const all = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(all.map(([property, urns]) => [property, textsIn(urns)]));
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
