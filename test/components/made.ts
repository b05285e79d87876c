import { setMocks, type Mocks } from "@pulumi/pulumi/runtime";

/** A resource that a program has made. */
export interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** By then everything is registered that is to be. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

/** What a program makes, without an engine: identities are its names, and what it looks up is what it asks with. */
export async function madeBy(program: () => unknown): Promise<Made[]> {
  const made: Made[] = [];
  const mocks: Mocks = {
    newResource: ({ type, name, inputs }) => {
      const own = inputs as Record<string, unknown>;
      made.push({ type, name, inputs: own });
      const id = `${type.split(":").at(-1) ?? type}-${name}`;
      // The region of a load balancer is read from its ARN.
      const arn = type.startsWith("aws:lb/loadBalancer:") ? `arn:aws:mock:eu-west-1::${id}` : `arn:${id}`;
      const state = { arn, arnSuffix: `suffix/${name}/0`, dnsName: `${name}.example` };
      return { id, state: { ...own, ...state, name: own["name"] ?? name } };
    },
    call: ({ inputs }) => {
      const { instanceId = "", id = instanceId } = inputs as { id?: string; instanceId?: string };
      return {
        ...inputs,
        id,
        availabilityZone: `zone of ${id}`,
        vpcId: "vpc-1",
        reservedConcurrentExecutions: -1,
        ...{ scalings: [], templates: [] },
      } as object;
    },
  };
  // Of others, that ran in this process before, their names would stay.
  await setMocks(mocks, "project", "stack");
  program();
  await soon();
  return made;
}

/** What a resource is made from that there is one of, or that has a name. */
export function inputsOf(made: readonly Made[], type: string, name?: string): Made["inputs"] {
  return made.find((one) => one.type.endsWith(`:${type}`) && (name === undefined || one.name === name))?.inputs ?? {};
}
