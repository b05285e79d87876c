import type { Members } from "./declarations";
import type { Sdk } from "./sdk";
import { isProperties, isWrapped, type Properties, type Value } from "./values";

/** Why a provider takes no such inputs: what its schema does not know, and what it must have and is not there. */
export function refused(sdk: Sdk, declared: Members | undefined, given: Properties, at = ""): string[] {
  // What the SDK does not describe may be anything.
  if (declared === undefined) return [];
  const missing = [...declared].flatMap(([name, { optional }]) =>
    optional || (given[name] ?? null) !== null ? [] : [`Missing required property '${at}${name}'`],
  );
  const members = Object.entries(given).filter(([name]) => name !== "__defaults");
  const others = members.flatMap(([name, value]) => {
    const member = declared.get(name);
    return member ? below(sdk, member.type, value, `${at}${name}`) : [`Invalid or unknown key '${at}${name}'`];
  });
  return [...missing, ...others];
}

function below(sdk: Sdk, type: string, value: Value, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => below(sdk, type, element, `${at}[${index}]`));
  const path = /inputs\.([\w.]+)/.exec(type)?.[1];
  if (path === undefined || !isProperties(value) || isWrapped(value)) return [];
  return refused(sdk, sdk.object(path)?.inputs, value, `${at}.`);
}
