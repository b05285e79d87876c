import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { aws } from "../engine/loopback/aws/provider";
import type { Cloud } from "../engine/loopback/cloud";
import { members } from "../engine/loopback/declarations";
import { gcp } from "../engine/loopback/gcp/provider";
import { serve, type Loopback } from "../engine/loopback/serve";
import type { Properties, Value } from "../engine/loopback/values";

/** The clouds of the examples, which look up more in them than our own programs do, and have names wrong now and then. */
export function serveClouds(): Promise<Loopback[]> {
  return Promise.all([aws, gcp].map((cloud) => serve({ ...cloud, isLenient: true, functions: answering(cloud) })));
}

/** Answers every function that a package declares, with a value of the type that is declared for each output. */
function answering(cloud: Cloud): Cloud["functions"] {
  return new Proxy(cloud.functions, {
    get: (known, token) =>
      typeof token === "symbol"
        ? undefined
        : (known[token] ?? ((args: Properties) => declaredAnswer(cloud, token, args))),
  });
}

function declaredAnswer({ sdk = "" }: Cloud, token: string, args: Properties): Properties {
  const [, module = "", name = ""] = token.split(":");
  const folder = dirname(require.resolve(`${sdk}/package.json`));
  const declarations = readFileSync(join(folder, `${module}.d.ts`.replace(/^index\//, "")), "utf8");
  const result = `export interface ${name.charAt(0).toUpperCase()}${name.slice(1)}Result {`;
  const outputs = [...(members(declarations, result) ?? [])];
  return {
    ...Object.fromEntries(
      outputs.flatMap(([output, { type, optional }]) =>
        optional ? [] : [[output, example(type, `${name}-${output}`)]],
      ),
    ),
    ...args,
  };
}

function example(type: string, name: string): Value {
  if (type === "string") return name;
  if (type === "string[]") return [1, 2, 3].map((number) => `${name}-${number}`);
  if (type === "number") return 1;
  if (type === "boolean") return true;
  return type.endsWith("[]") ? [] : {};
}
