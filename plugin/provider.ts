import type { ComponentResource, ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { checked } from "./arguments";
import { schema, version } from "./schema";

type Component = new (name: string, args: object, options: ComponentResourceOptions) => ComponentResource;

/** The packaged components of each cloud, which are loaded, with the SDK of the cloud, when one of them is asked for. */
const CLOUDS: Readonly<Record<string, () => Promise<object>>> = {
  aws: () => import("../components/aws/packaged/index.js"),
  gcp: () => import("../components/gcp/packaged/index.js"),
};

/** Makes components for programs in any language, which ask the engine for them. */
export const provider: Provider = {
  version,
  schema: JSON.stringify(schema),
  async construct(name, type, inputs, options): Promise<ConstructResult> {
    const component = await componentOf(type);
    const args = await checked(schema, type, inputs);
    const made = new component(name, args, options);
    const names = Object.keys(schema.resources[type]?.properties ?? {});
    return { urn: made.urn, state: pick(made, names) };
  },
};

/** @throws Error when the SDK of its cloud is not installed. */
async function componentOf(token: string): Promise<Component> {
  const [, cloud = "", name = ""] = token.split(":");
  try {
    const packaged = (await CLOUDS[cloud]?.()) as Readonly<Record<string, Component>> | undefined;
    const component = packaged?.[name];
    if (component === undefined) throw new Error(`There is no component ${token} in this version of evenkeel.`);
    return component;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    const sdk = `@pulumi/${cloud}`;
    throw new Error(`${token} needs the package ${sdk} beside evenkeel: npm install ${sdk}`, { cause: error });
  }
}

function pick(made: object, names: readonly string[]): Inputs {
  return Object.fromEntries(names.map((name) => [name, (made as Inputs)[name] as unknown]));
}
