import { readFileSync } from "node:fs";
import type { ErrorObject } from "ajv";
import { messageOf } from "../traffic";
import { LEVELS, type Configuration } from "../policies/settings";
import { everyPolicy } from "../policies/verdict";
import { about, CommandError } from "./exit";

/**
 * Reads the configuration of the policies, the same file as `pulumi preview --policy-pack-config` takes.
 *
 * @throws CommandError that names the file and the option.
 */
export function readConfiguration(file: string | undefined): Promise<Configuration> {
  if (file === undefined) return Promise.resolve({});
  return about(file, async () => {
    const configuration = parsed(readFileSync(file, "utf8"));
    const { Ajv } = await import("ajv");
    const isValid = new Ajv({ strict: false }).compile(schema());
    if (!isValid(configuration)) throw new CommandError(problemIn(isValid.errors?.[0]));
    return configuration as Configuration;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`it is not JSON: ${messageOf(error)}`);
  }
}

/** What the engine holds a configuration against, and that it has no names that no policy has. */
function schema(): object {
  const enforcementLevel = { enum: LEVELS };
  const ofPolicy = (options: object) => ({
    if: { type: "string" },
    then: enforcementLevel,
    else: { type: "object", properties: { enforcementLevel, ...options }, additionalProperties: false },
  });
  const policies = everyPolicy().map(({ id, options }) => [id, ofPolicy(options)] as const);
  return {
    type: "object",
    properties: { all: ofPolicy({}), ...Object.fromEntries(policies) },
    additionalProperties: false,
  };
}

function problemIn(error: ErrorObject | undefined): string {
  const { instancePath = "", keyword, params = {}, message = "it is wrong" } = error ?? {};
  const where = instancePath.slice(1).replaceAll("/", ".");
  if (keyword === "additionalProperties") {
    const name = String((params as Record<string, unknown>)["additionalProperty"]);
    return where === "" ? `there is no policy ${name}` : `${where} has no option ${name}`;
  }
  if (keyword === "enum") {
    return `${where} must be one of ${(params as { allowedValues: string[] }).allowedValues.join(", ")}`;
  }
  return `${where === "" ? "it" : where} ${message}`;
}
