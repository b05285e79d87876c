import { runtime } from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { runExample } from "../../engine/evenkeel";
import type { Properties, Resource } from "../../../traffic";

/** The resources of an example as they are once it is deployed, all of their values known. */
export async function resourcesOf(example: string, config: Readonly<Record<string, string>> = {}): Promise<Resource[]> {
  const made: Resource[] = [];
  await runtime.setMocks({ call: ({ inputs }) => inputs as object, newResource: (args) => register(made, args) });
  runtime.setAllConfig(config);
  runExample(example);
  // The SDK registers in turns of the event loop, each one waiting for those that it depends on.
  let before = -1;
  while (before < made.length) {
    before = made.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (made.length === 0) throw new Error(`the example ${example} has made no resource`);
  return made;
}

function register(made: Resource[], { type, name, inputs }: MockResourceArgs): { id: string; state: Properties } {
  const id = `${type.split(":").at(-1) ?? type}/${name}`;
  const own = inputs as Properties;
  const links: Properties = { arn: `arn:${id}`, selfLink: `https://${id}`, instanceGroup: `https://group/${id}` };
  const state: Properties = { name, ...links, ...own };
  made.push({
    urn: `urn:pulumi:good::good::${type}::${name}`,
    type,
    name,
    inputs: own,
    outputs: { id, ...state },
    propertyDependencies: {},
    ignoreChanges: [],
  });
  return { id, state };
}
