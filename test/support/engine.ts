import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { evenkeelPolicies } from "../../policies";
import { UNKNOWN, type Properties, type Resource, type Value } from "../../traffic";
import { coreOnly } from "./core";

/** What a policy reports. */
export interface Violation {
  readonly policy: string;
  readonly level: string;
  readonly resource: string;
  readonly message: string;
}

/** What stands for an unknown string on the wire between engine and policy. */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Options by policy, as `--policy-pack-config` gives them; `"disabled"` turns a policy off. */
export type Configuration = Readonly<Record<string, Properties | "disabled">>;

/** What the policies on shares and floors say, and those that every stack has. */
export function judged(resources: readonly Resource[], configuration: Configuration = {}): Promise<Violation[]> {
  return judgedByAll(resources, { ...coreOnly(configuration), ...configuration });
}

/** What one policy says among all others. */
export async function judgedBy(
  policy: string,
  resources: readonly Resource[],
  configuration: Configuration = {},
): Promise<Violation[]> {
  return (await judgedByAll(resources, configuration)).filter((violation) => violation.policy === policy);
}

/** Runs the policies over resources in the order in which the engine does: each resource by itself, then the stack. */
export async function judgedByAll(resources: readonly Resource[], configuration: Configuration): Promise<Violation[]> {
  const violations: Violation[] = [];
  const policies = evenkeelPolicies.filter(({ name }) => configuration[name] !== "disabled");
  for (const policy of policies as (ResourceValidationPolicy & StackValidationPolicy)[]) {
    const getConfig = () => configuration[policy.name] ?? {};
    const report = reporterFor(policy, violations);
    for (const resource of resources) {
      if (typeof policy.validateResource !== "function") break;
      const props = onTheWire(resource.inputs);
      await policy.validateResource(
        { urn: resource.urn, type: resource.type, props, getConfig } as never,
        report as never,
      );
    }
    await policy.validateStack(
      { resources: asPolicyResources(resources), getConfig, stackTags: new Map() } as never,
      report as never,
    );
  }
  return violations;
}

function reporterFor(policy: StackValidationPolicy, violations: Violation[]) {
  return ({ message, urn, enforcementLevel }: { message: string; urn?: string; enforcementLevel?: string }) => {
    violations.push({
      policy: policy.name,
      level: enforcementLevel ?? policy.enforcementLevel ?? "advisory",
      resource: urn?.split("::").at(-1) ?? "",
      message,
    });
  };
}

function asPolicyResources(resources: readonly Resource[]): PolicyResource[] {
  const made = new Map(
    resources.map((resource) => [
      resource.urn,
      {
        urn: resource.urn,
        type: resource.type,
        name: resource.name,
        props: onTheWire(resource.outputs),
        opts: { ignoreChanges: resource.ignoreChanges },
        propertyDependencies: {},
      } as unknown as PolicyResource,
    ]),
  );
  for (const resource of resources) {
    const own = made.get(resource.urn);
    if (!own) continue;
    const parent = resource.parent === undefined ? undefined : made.get(resource.parent);
    if (parent) own.parent = parent;
    for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
      own.propertyDependencies[property] = urns.flatMap((urn) => made.get(urn) ?? []);
    }
  }
  return [...made.values()];
}

/** Properties as the policy SDK hands them over: to read an unknown one throws. */
function onTheWire(properties: Properties): Record<string, unknown> {
  return new Proxy(wired(properties) as Record<string, unknown>, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (value === UNKNOWN_STRING) throw new Error(`${String(name)} can't be known during preview`);
      return value;
    },
  });
}

function wired(value: Value): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (Array.isArray(value)) return (value as readonly Value[]).map(wired);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, wired(inside)]));
}
