import { InputPropertiesError, isSecret, Output } from "@pulumi/pulumi";
import type { NamedType, Schema, Shape } from "./schema";

type Values = Readonly<Record<string, unknown>>;

/** Makes of a value that was part of an output one that depends on what this depends on. */
type Keep = (value: unknown) => unknown;

/**
 * Arguments of a component, as they come from another language, held against the schema: not every language does so itself. Objects
 * and lists, and what is plain, are taken out of the outputs that they may come in: they decide what is made.
 *
 * @throws InputPropertiesError that names every property that is missing, unknown to the component, of another type, or not known yet.
 */
export async function checked(schema: Schema, token: string, given: Values): Promise<Values> {
  const component = schema.resources[token];
  if (component === undefined) throw new Error(`There is no component ${token} in this version of evenkeel.`);
  const check = new Check(schema.types);
  const { inputProperties: properties, requiredInputs: required } = component;
  const values = await check.object("", given, { properties, required }, asItIs);
  if (check.problems.length > 0) throw new InputPropertiesError({ message: "", errors: check.problems });
  return values;
}

const asItIs: Keep = (value) => value;

/** What the SDK keeps to itself of an output: there is no other way to ask whether it is known. */
interface Inside {
  readonly isKnown: Promise<boolean>;
  readonly promise: () => Promise<unknown>;
}

class Check {
  readonly problems: { readonly propertyPath: string; readonly reason: string }[] = [];

  constructor(readonly types: Schema["types"]) {}

  async object(
    path: string,
    given: Values,
    { properties = {}, required = [] }: NamedType,
    keep: Keep,
  ): Promise<Values> {
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      const shape = properties[name];
      // What is not given may be sent as nothing.
      if (value === undefined || value === null) continue;
      if (shape !== undefined) values[name] = await this.value(at(name), value, shape, keep);
      else this.#refuse(at(name), `is no property; there are ${Object.keys(properties).join(", ")}`);
    }
    for (const name of required) {
      if (!(name in values)) this.#refuse(at(name), "is missing");
    }
    return values;
  }

  async value(path: string, given: unknown, shape: Shape, keep: Keep): Promise<unknown> {
    if (!Output.isInstance(given)) return this.#known(path, given, shape, keep);
    if (shape.plain !== true && !this.#isMadeOf(shape)) return given;
    if (await isSecret(given)) return this.#refuse(path, "must not be a secret: it decides what is made");
    const { isKnown, promise } = given as unknown as Inside;
    if (await isKnown) return this.#known(path, await promise(), shape, (value) => given.apply(() => value));
    return this.#refuse(path, "must be known before anything is made, as it decides what is, but it is not known yet");
  }

  /** Whether a value consists of others, of which there are as many as it says. */
  #isMadeOf(shape: Shape): boolean {
    return shape.type === "array" || this.#typeOf(shape)?.properties !== undefined;
  }

  #typeOf({ $ref }: Shape): NamedType | undefined {
    return $ref === undefined ? undefined : this.types[$ref.replace("#/types/", "")];
  }

  async #known(path: string, given: unknown, shape: Shape, keep: Keep): Promise<unknown> {
    const named = this.#typeOf(shape);
    if (named?.enum) return this.#oneOf(path, given, named.enum);
    if (named ?? shape.type === "object") {
      if (!isRecord(given)) return this.#refuse(path, `must be an object, but is ${inWords(given)}`);
      if (named) return this.object(path, given, named, keep);
      const { additionalProperties: each = {} } = shape;
      const entries = Object.entries(given).map(async ([name, value]) => {
        return [name, await this.value(`${path}.${name}`, value, each, keep)] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    }
    if (shape.type === "array") {
      if (!Array.isArray(given)) return this.#refuse(path, `must be a list, but is ${inWords(given)}`);
      const { items = {} } = shape;
      return Promise.all(given.map((value, index) => this.value(`${path}[${index}]`, value, items, keep)));
    }
    const type = shape.type === "integer" ? "number" : shape.type;
    if (typeof given !== type) return this.#refuse(path, `must be a ${String(type)}, but is ${inWords(given)}`);
    return shape.plain === true ? given : keep(given);
  }

  #oneOf(path: string, given: unknown, values: readonly { readonly value: string }[]): unknown {
    if (values.some(({ value }) => value === given)) return given;
    const list = values.map(({ value }) => value).join(", ");
    return this.#refuse(path, `must be one of ${list}, but is ${inWords(given)}`);
  }

  /** The reason has the path too: not every engine shows it. */
  #refuse(propertyPath: string, reason: string): unknown {
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
