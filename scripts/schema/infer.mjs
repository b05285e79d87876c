// @ts-check
import ts from "typescript";

/**
 * @typedef {{ type: string } | { $ref: string }} Named
 * @typedef {Named & { items?: Type, additionalProperties?: Type, plain?: true }} Type
 * @typedef {Type & { description?: string }} Property
 * @typedef {{ properties: Record<string, Property>, required: string[] }} Members
 * @typedef {{ description?: string, type: string } & (Members | { enum: { value: string }[] })} Definition
 */

/**
 * Infers the types of a Pulumi schema from those of TypeScript.
 *
 * What is an `Input` there may be known as late as anything else. All other values decide what is made, so that they have to be known
 * when it is: they are plain, unless an `Input` is somewhere in them, since a plain value of Go has plain values only.
 */
export class Inference {
  /** @type {Record<string, Definition>} what has been met, by token */
  types = {};

  /**
   * @param {ts.TypeChecker} checker
   * @param {string} module the first parts of each token
   * @param {ReadonlyMap<string, string>} aliases what lists of values are called, by the values
   */
  constructor(checker, module, aliases) {
    this.checker = checker;
    this.module = module;
    this.aliases = aliases;
  }

  /**
   * @param {readonly ts.Symbol[]} symbols
   * @param {string} path by which an error names what they belong to
   * @param {boolean} isInput whether what is no `Input` is plain
   * @returns {Members}
   */
  members(symbols, path, isInput) {
    const entries = symbols.map((symbol) => /** @type {const} */ ([symbol, this.property(symbol, path, isInput)]));
    const required = entries.filter(([symbol, { optional }]) => !optional && symbol).map(([{ name }]) => name);
    return {
      properties: Object.fromEntries(entries.map(([{ name }, { property }]) => [name, property])),
      required: required.sort(),
    };
  }

  /**
   * @param {ts.Symbol} symbol
   * @param {string} path
   * @param {boolean} isInput
   * @returns {{ property: Property, optional: boolean }}
   */
  property(symbol, path, isInput) {
    const at = `${path}.${symbol.name}`;
    const declared = this.checker.getTypeOfSymbol(symbol);
    const given = this.checker.getNonNullableType(declared);
    const description = this.text(symbol, at);
    const inferred = this.type(given, symbol.name, at, isInput);
    // Numbers of the components are whole ones, which they see to themselves, but for those that are said to be none.
    const isFraction = symbol.getJsDocTags().some(({ name }) => name === "fraction");
    const property = { ...inferred, ...(isFraction ? { type: "number" } : {}), description };
    return { property, optional: Boolean(symbol.flags & ts.SymbolFlags.Optional) || given !== declared };
  }

  /**
   * @param {ts.Type} type
   * @param {string} name of the property that has it, after which a type without a name is called
   * @param {string} at
   * @param {boolean} isInput
   * @returns {Type}
   */
  type(type, name, at, isInput) {
    const inner = this.promised(type);
    const own = this.named(inner ?? type, name, at, isInput);
    if (!isInput) return own;
    // The list, or what is in the object, decides what is made.
    if (inner && (own.items ?? this.membersOf(own))) throw new Error(`${at} must not be an Input as a whole`);
    return (inner ?? this.holdsInput(own)) ? own : { ...own, plain: true };
  }

  /**
   * Whether something in a value may be known late.
   * @param {Type} type
   */
  holdsInput(type) {
    const parts = [type.items ?? [], type.additionalProperties ?? [], Object.values(this.membersOf(type) ?? {})].flat();
    return parts.some(({ plain }) => plain !== true);
  }

  /** @param {Type} type */
  membersOf(type) {
    const definition = "$ref" in type ? this.types[type.$ref.replace("#/types/", "")] : undefined;
    return definition && "properties" in definition ? definition.properties : undefined;
  }

  /**
   * @param {ts.Type} type
   * @param {string} name
   * @param {string} at
   * @param {boolean} isInput
   * @returns {Type}
   */
  named(type, name, at, isInput) {
    const { checker } = this;
    if (type.flags & ts.TypeFlags.String) return { type: "string" };
    if (type.flags & ts.TypeFlags.Boolean) return { type: "boolean" };
    if (type.flags & ts.TypeFlags.Number) return { type: "integer" };
    const values = literals(type);
    if (values) {
      const called = this.aliases.get(values.join()) ?? capital(name);
      return this.define(called, at, () => ({ type: "string", enum: values.map((value) => ({ value })) }));
    }
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
      if (item) return { type: "array", items: this.type(item, singular(name), `${at}[]`, isInput) };
    }
    const entries = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (entries) return { type: "object", additionalProperties: this.type(entries, name, `${at}.*`, isInput) };
    const symbol = type.aliasSymbol ?? type.getSymbol();
    if (symbol && symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
      const items =
        type.flags & ts.TypeFlags.Object ? checker.getTypeArguments(/** @type {ts.TypeReference} */ (type)) : [];
      const called = symbol.name + items.map((item) => `${capital(checker.typeToString(item))}s`).join("");
      return this.define(called, at, () => ({
        description: this.text(symbol, at),
        type: "object",
        ...this.members(type.getProperties(), at, isInput),
      }));
    }
    throw new Error(`${at} is of a type that not every language knows: ${checker.typeToString(type)}`);
  }

  /**
   * Types of one name must be of one kind, whatever properties have them.
   * @param {string} name
   * @param {string} at
   * @param {() => Definition} define
   */
  define(name, at, define) {
    const token = `${this.module}:${name}`;
    const before = this.types[token];
    const definition = define();
    if (before && JSON.stringify(before) !== JSON.stringify(definition)) {
      throw new Error(`${at} is a ${name}, but another property of another type has that name`);
    }
    this.types[token] = definition;
    return { $ref: `#/types/${token}` };
  }

  /**
   * What an `Input` or an `Output` is of.
   * @param {ts.Type} type
   */
  promised(type) {
    const parts = type.isUnionOrIntersection() ? type.types : [type];
    const outputs = parts.flatMap((part) => (part.isIntersection() ? part.types : [part]));
    const output = outputs.find((part) => part.getSymbol()?.name === "OutputInstance");
    return output && this.checker.getTypeArguments(/** @type {ts.TypeReference} */ (output))[0];
  }

  /**
   * What is written about something, in one paragraph.
   * @param {ts.Symbol} symbol
   * @param {string} at
   */
  text(symbol, at) {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).replace(/\s+/g, " ");
    if (text === "") throw new Error(`${at} has no description`);
    return text;
  }
}

/**
 * The values of a type that is a list of them, in the order of the alphabet: that of the compiler is by what it has met first.
 * @param {ts.Type} type
 */
export function literals(type) {
  if (!type.isUnion() || !type.types.every((one) => one.isStringLiteral())) return undefined;
  return type.types.map((one) => String(/** @type {ts.StringLiteralType} */ (one).value)).sort();
}

/** @param {string} name */
const capital = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** @param {string} name */
const singular = (name) => name.replace(/s$/, "");
