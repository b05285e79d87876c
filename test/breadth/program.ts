import { compileFunction } from "node:vm";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import ts from "typescript";
import { elsewhere } from "./elsewhere";
import { undeclaredNames } from "./names";
import { packages } from "./packages";

/** An example as the engine runs it: the code that is printed, word for word. */
export function programOf(code: string): PulumiFn {
  const undeclared = undeclaredNames(code);
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  // Some call a variable `static`, which only code that is not strict may.
  const run = compileFunction(outputText.replace('"use strict";', ""), ["require", "exports", ...undeclared]) as (
    ...values: unknown[]
  ) => void;
  return () => {
    run(required, {}, ...undeclared.map(elsewhere));
    return Promise.resolve();
  };
}

function required(name: string): unknown {
  if (name in packages) return packages[name];
  throw new Error(`it needs ${name}`);
}
