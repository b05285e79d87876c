import type { Outcome } from "./outcome";
import { newPack, type ThrowawayPack } from "./pack";

/** What a policy was shown of one resource; a property that nobody knew yet is `"unknown"`. */
export interface Testimony {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** A pack that objects to nothing and testifies to everything it is shown. */
export function newWitness(): Promise<ThrowawayPack> {
  return newPack(`
    const { PolicyPack } = require("@pulumi/policy");

    function read(props, name) {
      try {
        return JSON.parse(JSON.stringify(props[name]));
      } catch (unknown) {
        return "unknown";
      }
    }
    const testimony = ({ name, props }) => ({
      name,
      props: Object.fromEntries(Object.keys(props).map((key) => [key, read(props, key)])),
    });
    const names = ([property, resources]) => [property, resources.map(({ name }) => name).sort()];

    new PolicyPack("witness", {
      enforcementLevel: "advisory",
      policies: [
        {
          name: "inputs",
          description: "Testifies to the inputs of a resource.",
          validateResource: (resource, report) => report({ message: JSON.stringify(testimony(resource)) }),
        },
        {
          name: "outputs",
          description: "Testifies to the outputs of every resource of the stack.",
          validateStack: ({ resources }, report) => {
            for (const resource of resources) {
              const propertyDependencies = Object.fromEntries(Object.entries(resource.propertyDependencies).map(names));
              report({ urn: resource.urn, message: JSON.stringify({ ...testimony(resource), propertyDependencies }) });
            }
          },
        },
      ],
    });
  `);
}

export function testimony(outcome: Outcome, policy: "inputs" | "outputs", name: string): Testimony {
  const heard = outcome.violations.filter((violation) => violation.policy === policy);
  const found = heard.map(({ message }) => JSON.parse(message) as Testimony).find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`no ${policy} of ${name} in:\n${outcome.output}`);
  return found;
}
