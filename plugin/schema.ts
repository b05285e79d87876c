import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a value is to be, as a Pulumi schema has it. */
export interface Shape {
  readonly type?: "string" | "boolean" | "integer" | "number" | "array" | "object";
  /** A type that has a name, by `#/types/` and its token. */
  readonly $ref?: string;
  readonly items?: Shape;
  readonly additionalProperties?: Shape;
  /** Whether it has to be known when the component is made. */
  readonly plain?: boolean;
}

/** A type that has a name: an object, or a list of values. */
export interface NamedType {
  readonly enum?: readonly { readonly value: string }[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

export interface Schema {
  readonly types: Readonly<Record<string, NamedType>>;
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly inputProperties: Readonly<Record<string, Shape>>;
        readonly requiredInputs: readonly string[];
        readonly properties: Readonly<Record<string, Shape>>;
      }
    >
  >;
}

const root = join(__dirname, "../..");

const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8")) as unknown;

/** The version of the package, which is that of its components in all languages. */
export const { version } = read("package.json") as { readonly version: string };

/** What the components take and give, which is inferred from their types when the package is built. */
export const schema = { ...(read("pulumi-plugin/schema.json") as Schema), version };
