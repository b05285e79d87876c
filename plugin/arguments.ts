import { InputPropertiesError, isSecret, Output } from "@pulumi/pulumi";
import type { NamedType, Schema, Shape } from "./schema";

type Values = Readonly<Record<string, unknown>>;
interface Problem {
  readonly propertyPath: string;
  readonly reason: string;
}

/**
 * Arguments of a component, as they come from another language, held against the schema: not every language does so itself. What has
 * to be known when the component is made is taken out of the outputs that it may come in.
 *
 * @throws InputPropertiesError that names every property that is missing, unknown to the component, or of another type.
 */
export async function checked(schema: Schema, token: string, given: Values): Promise<Values> {
  const component = schema.resources[token];
  if (component === undefined) throw new Error(`There is no component ${token} in this version of evenkeel.`);
  const check = new Check(schema.types);
  const { inputProperties: properties, requiredInputs: required } = component;
  const values = await check.object("", given, { properties, required });
  if (check.problems.length > 0) throw new InputPropertiesError({ message: "", errors: check.problems });
  return values;
}

/** What the SDK keeps to itself of an output: there is no other way to ask whether it is known. */
interface Inside {
  readonly isKnown: Promise<boolean>;
  readonly promise: () => Promise<unknown>;
}

class Check {
  readonly problems: Problem[] = [];

  constructor(readonly types: Schema["types"]) {}

  async object(path: string, given: Values, { properties = {}, required = [] }: NamedType): Promise<Values> {
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      const shape = properties[name];
      // What is not given may be sent as nothing.
      if (value === undefined || value === null) continue;
      if (shape !== undefined) values[name] = await this.value(at(name), value, shape);
      else this.#refuse(at(name), `is no property; those are ${Object.keys(properties).join(", ")}`);
    }
    for (const name of required) {
      if (!(name in values)) this.#refuse(at(name), "is missing");
    }
    return values;
  }

  async value(path: string, given: unknown, shape: Shape): Promise<unknown> {
    if (!Output.isInstance(given)) return this.known(path, given, shape);
    // An output may hold more of them.
    if (shape.plain !== true) return given;
    if (await isSecret(given)) return this.#refuse(path, "must not be a secret: it decides what is made");
    const { isKnown, promise } = given as unknown as Inside;
    if (await isKnown) return this.value(path, await promise(), shape);
    return this.#refuse(path, "must be known in a preview: it decides what is made, so it cannot come from what is not there yet");
  }

  async known(path: string, given: unknown, shape: Shape): Promise<unknown> {
    const named = shape.$ref === undefined ? undefined : this.types[shape.$ref.replace("#/types/", "")];
    if (named?.enum) return this.#oneOf(path, given, named.enum);
    if (named ?? shape.type === "object") {
      if (!isRecord(given)) return this.#refuse(path, `must be an object, but is ${inWords(given)}`);
      if (named) return this.object(path, given, named);
      const { additionalProperties: each = {} } = shape;
      const entries = Object.entries(given).map(async ([name, value]) => {
        return [name, await this.value(`${path}.${name}`, value, each)] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    }
    if (shape.type === "array") {
      if (!Array.isArray(given)) return this.#refuse(path, `must be a list, but is ${inWords(given)}`);
      const { items = {} } = shape;
      return Promise.all(given.map((value, index) => this.value(`${path}[${index}]`, value, items)));
    }
    const type = shape.type === "integer" ? "number" : shape.type;
    if (typeof given !== type) return this.#refuse(path, `must be a ${String(type)}, but is ${inWords(given)}`);
    return given;
  }

  #oneOf(path: string, given: unknown, values: readonly { readonly value: string }[]): unknown {
    if (values.some(({ value }) => value === given)) return given;
    const list = values.map(({ value }) => value).join(", ");
    return this.#refuse(path, `must be one of ${list}, but is ${JSON.stringify(given)}`);
  }

  /** The reason has the path too: not every engine shows it. */
  #refuse(propertyPath: string, reason: string): undefined {
    this.problems.push({ propertyPath, reason: `${propertyPath} ${reason}` });
    return undefined;
  }
}

function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isRecord(value) ? "an object" : `the ${typeof value} ${JSON.stringify(value)}`;
}
