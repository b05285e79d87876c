import type { Properties, Resource } from "./resource";

/** The outputs by which one resource refers to another. */
const OUTPUTS = [
  "arn",
  "id",
  "name",
  "listenerId",
  "privateIp",
  "publicIp",
  "selfLink",
  "instanceGroup",
  "ipAddress",
  "address",
  "targetGroupArn",
  "backendServiceId",
];

/** The outputs by which a name of the domain name system leads to a resource. */
const HOST_NAMES = ["dnsName", "dualStackDnsName", "publicDns", "privateDns"];

/** Tells everything that another resource may refer to this one by. Where all is known this runs for each resource, so it makes no lists. */
export function eachIdentity(properties: Properties, tell: (identity: string) => void): void {
  for (const output of OUTPUTS) {
    const value = properties[output];
    if (typeof value !== "string" || value === "") continue;
    const identity = canonicalIdentity(value);
    tell(identity);
    if (!identity.startsWith("projects/")) continue;
    const [, withinProject] = /^projects\/[^/]+\/((?:zones|regions|global|locations)\/.+)$/.exec(identity) ?? [];
    if (withinProject !== undefined) tell(withinProject);
  }
  for (const output of HOST_NAMES) {
    const value = properties[output];
    if (typeof value === "string" && value !== "") tell(canonicalHost(value));
  }
}

/**
 * A host name in the one form that stands for all: without the case and the dot at its end, which mean nothing, and without the
 * prefix by which a load balancer also answers with addresses of the sixth version.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html
 */
export function canonicalHost(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^dualstack\./, "")
    .replace(/^\\052/, "*");
}

/**
 * A reference in the one form that stands for all: Google Cloud takes whole URLs of any version of an API, and paths.
 *
 * @see https://cloud.google.com/apis/design/resource_names
 */
export function canonicalIdentity(reference: string): string {
  if (!reference.includes("//")) return reference;
  return reference.replace(/^(?:https?:)?\/\/[\w.-]*googleapis\.com\/(?:[a-z]+\/(?:v\d\w*|beta|alpha)\/)?/, "");
}

/** What tells a deployed resource from all others of its type, the strongest first. */
export function identitiesOf({ outputs }: Resource): string[] {
  return ["arn", "selfLink", "name"].flatMap((output) => {
    const value = outputs[output];
    return typeof value === "string" && value !== "" ? [canonicalIdentity(value)] : [];
  });
}
