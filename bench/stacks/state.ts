import type { Properties, Resource, Value } from "../../traffic";

/** The resources of a deployment, as `pulumi stack export` writes them. */
export type StateResource = Pick<Resource, "urn" | "type" | "inputs" | "outputs" | "propertyDependencies">;

/** What a resource refers to, by property. */
export type Behind = Readonly<Record<string, readonly StateResource[]>>;

/** A resource that is deployed, with what the engine keeps of it besides its properties. */
export function stateResource(
  provider: string,
  { type, name, inputs, outputs, behind }: Made,
): StateResource & typeof BOOKKEEPING {
  return {
    ...BOOKKEEPING,
    provider: `urn:pulumi:bench::bench::pulumi:providers:${provider}::01234567-89ab-cdef-0123-456789abcdef`,
    urn: `urn:pulumi:bench::bench::${type}::${name}`,
    type,
    inputs: { __defaults: [], ...inputs },
    outputs: { ...inputs, ...outputs },
    propertyDependencies: Object.fromEntries(
      Object.entries(behind).map(([property, all]) => [property, all.map(({ urn }) => urn)]),
    ),
  };
}

interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** What the cloud answers besides. */
  readonly outputs: Properties;
  readonly behind: Behind;
}

const BOOKKEEPING = {
  custom: true,
  id: "0123456789abcdef",
  parent: "urn:pulumi:bench::bench::pulumi:pulumi:Stack::bench-bench",
  provider: "",
  created: "2026-01-01T00:00:00Z",
  modified: "2026-02-01T00:00:00Z",
};

export function idOf(resource: StateResource): Value {
  return resource.outputs["id"] ?? null;
}

/** A resource that has nothing to do with traffic, of the size that most have. */
export function bystander(index: number): StateResource {
  const name = `reader${index}`;
  const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: `arn:aws:s3:::${name}/*` };
  const inputs = {
    name,
    description: "Reads objects",
    policy: JSON.stringify({ Statement: Array(4).fill(statement) }),
  };
  return stateResource("aws", {
    ...{ type: "aws:iam/policy:Policy", name, inputs, behind: {} },
    outputs: { arn: `arn:aws:iam::123456789012:policy/${name}`, path: "/", tags: {}, tagsAll: {}, attachmentCount: 1 },
  });
}
