// @ts-check
import ts from "typescript";
import { root } from "../lib/paths.mjs";
import { Inference, literals } from "./infer.mjs";

/** The clouds whose components are in the package for every language: they are in `components/<cloud>/packaged/`. */
const CLOUDS = ["aws", "gcp"];

/** The schema of the Pulumi package, but for its version, from the types and the comments of the components. */
export function inferSchema() {
  const files = CLOUDS.map((cloud) => `${root}components/${cloud}/packaged/index.ts`);
  const program = ts.createProgram(files, options());
  const checker = program.getTypeChecker();
  /** @type {Record<string, object>} */
  const resources = {};
  const types = {};
  for (const [index, cloud] of CLOUDS.entries()) {
    const inference = new Inference(checker, `evenkeel:${cloud}`, aliases(program, `components/${cloud}/`));
    const file = program.getSourceFile(files[index] ?? "");
    const module = file && checker.getSymbolAtLocation(file);
    if (!module) throw new Error(`${files[index]} cannot be read`);
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!(symbol.flags & ts.SymbolFlags.Class)) continue;
      resources[`evenkeel:${cloud}:${symbol.name}`] = component(checker, inference, symbol);
    }
    Object.assign(types, sorted(inference.types));
  }
  return { ...about(), types, resources: sorted(resources) };
}

/** What is said of the package as a whole, to those who make something of it in other languages. */
function about() {
  return {
    name: "evenkeel",
    displayName: "Evenkeel",
    description: "Load balancers with all that they lead to, which cannot be configured to concentrate traffic.",
    keywords: ["kind/component", "category/network", ...CLOUDS],
    license: "Apache-2.0",
    language: Object.fromEntries(
      ["csharp", "go", "java", "nodejs", "python"].map((language) => [language, { respectSchemaVersion: true }]),
    ),
  };
}

/**
 * @param {ts.TypeChecker} checker
 * @param {Inference} inference
 * @param {ts.Symbol} symbol of the class
 */
function component(checker, inference, symbol) {
  const declaration = symbol.valueDeclaration;
  const construct = checker.getTypeOfSymbol(symbol).getConstructSignatures()[0];
  const args = construct?.getParameters()[1];
  if (!declaration || !args) throw new Error(`${symbol.name} has no constructor that takes arguments`);
  const outputs = checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .filter((property) => isOwn(property) && isPublic(property));
  const inputs = inference.members(checker.getTypeOfSymbol(args).getProperties(), symbol.name, true);
  return {
    isComponent: true,
    description: inference.text(symbol, symbol.name),
    inputProperties: inputs.properties,
    requiredInputs: inputs.required,
    ...inference.members(outputs, symbol.name, false),
  };
}

/**
 * The names of types that list values: the compiler forgets by which of them a property has its type.
 * @param {ts.Program} program
 * @param {string} folder
 */
function aliases(program, folder) {
  const checker = program.getTypeChecker();
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(root + folder));
  const named = own.flatMap(({ statements }) =>
    statements.filter(ts.isTypeAliasDeclaration).flatMap(({ name }) => {
      const values = literals(checker.getTypeAtLocation(name));
      return values ? [/** @type {const} */ ([values.join(), name.text])] : [];
    }),
  );
  return new Map(named);
}

/**
 * What every component has is no property of one.
 * @param {ts.Symbol} property
 */
const isOwn = (property) => property.declarations?.every((one) => !one.getSourceFile().isDeclarationFile) ?? false;

/** @param {ts.Symbol} property */
const isPublic = (property) =>
  property.declarations?.every(
    (one) => !(ts.getCombinedModifierFlags(one) & ts.ModifierFlags.NonPublicAccessibilityModifier),
  ) ?? false;

function options() {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file));
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/**
 * @template Value
 * @param {Record<string, Value>} record
 * @returns {Record<string, Value>}
 */
const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
