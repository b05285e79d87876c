import type { Properties } from "./resource";

/** The outputs by which one resource refers to another. */
const OUTPUTS = ["arn", "id", "name", "privateIp", "selfLink", "instanceGroup", "ipAddress", "address"];

/** Everything that another resource may refer to this one by. */
export function identitiesOf(properties: Properties): string[] {
  return OUTPUTS.flatMap((output) => {
    const value = properties[output];
    if (typeof value !== "string" || value === "") return [];
    const identity = canonicalIdentity(value);
    const [, withinProject] = /^projects\/[^/]+\/((?:zones|regions|global|locations)\/.+)$/.exec(identity) ?? [];
    return withinProject === undefined ? [identity] : [identity, withinProject];
  });
}

/**
 * A reference in the one form that stands for all: Google Cloud takes whole URLs of any version of an API, and paths.
 *
 * @see https://cloud.google.com/apis/design/resource_names
 */
export function canonicalIdentity(reference: string): string {
  return reference.replace(/^(?:https?:)?\/\/[\w.-]*googleapis\.com\/(?:[a-z]+\/(?:v\d\w*|beta|alpha)\/)?/, "");
}
