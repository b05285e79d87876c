import { UNKNOWN, type Properties, type Resource, type Value } from "../traffic";

/** A file that is no export of a stack, or not a whole one. */
class StateFileError extends Error {
  constructor(problem: string) {
    super(`${problem}. Expected what \`pulumi stack export\` writes`);
    this.name = "StateFileError";
  }
}

/** The key under which the engine tells its own kinds of values from a program's objects, and what it holds for a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/**
 * The resources of a deployed stack. An encrypted value is unknown; one that waits to be deleted no longer counts.
 *
 * @throws StateFileError when the text is not what `pulumi stack export` writes.
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
 */
export function readStateFile(text: string): Resource[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new StateFileError(text.trim() === "" ? "The file is empty" : "The file is not JSON, or is cut off");
  }
  const { deployment } = fieldsOf(parsed, "the file");
  if (deployment === undefined) throw new StateFileError("The file has no deployment");
  const { resources = [] } = fieldsOf(deployment, "deployment");
  if (!Array.isArray(resources)) throw new StateFileError("deployment.resources is not a list");
  return resources
    .map((one, index) => fieldsOf(one, `deployment.resources[${index}]`))
    .filter((fields) => fields["delete"] !== true)
    .map(resourceOf);
}

function resourceOf(fields: Fields, index: number): Resource {
  const { urn, type, parent } = fields;
  if (typeof urn !== "string" || typeof type !== "string") {
    throw new StateFileError(`deployment.resources[${index}] has no urn or no type`);
  }
  const inputs = plainProperties(fields["inputs"]);
  const outputs = plainProperties(fields["outputs"]);
  return {
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    inputs,
    // The engine keeps the id beside the outputs.
    outputs: typeof fields["id"] === "string" ? { id: fields["id"], ...outputs } : outputs,
    propertyDependencies: dependenciesOf(fields["propertyDependencies"]),
    ignoreChanges: textsIn(fields["ignoreChanges"]),
    ...(typeof parent === "string" ? { parent } : {}),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new StateFileError(`${what} is not an object`);
}

function plainProperties(value: unknown): Properties {
  const plain = plainValue(value ?? {});
  return typeof plain === "object" && plain !== null && !Array.isArray(plain) ? (plain as Properties) : {};
}

function plainValue(value: unknown): Value {
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
