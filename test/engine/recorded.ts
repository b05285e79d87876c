import type { Deployment } from "@pulumi/pulumi/automation";

/** What the engine has on record of a resource. */
export interface Recorded {
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The URNs of what there has to be first. */
  readonly dependencies: readonly string[];
}

const NOTHING: Recorded = { urn: "", inputs: {}, outputs: {}, dependencies: [] };

export function recordedIn(exported: Deployment): readonly Recorded[] {
  const { resources = [] } = exported.deployment as { resources?: Partial<Recorded>[] };
  return resources.map((resource) => ({ ...NOTHING, ...resource }));
}

/** The one whose URN ends so; nothing where there is none. */
export function recordedAs(record: readonly Recorded[], urnEnd: string): Recorded {
  return record.find(({ urn }) => urn.endsWith(urnEnd)) ?? NOTHING;
}
