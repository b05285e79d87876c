import type { Newborn } from "../cloud";
import { text, type Properties } from "../values";
import { kind, pathOf, placeOf } from "./paths";

const computeApi = "https://www.googleapis.com/compute/v1";

/** What only the resources of one kind get. */
const special: Readonly<Record<string, (newborn: Newborn) => Properties>> = {
  "appengine:StandardAppVersion": (newborn) => ({ name: text(newborn.inputs["versionId"]) ?? "v1" }),
  "cloudfunctions:Function": (newborn) => {
    const { project, region } = placeOf(newborn);
    return { httpsTriggerUrl: `https://${region}-${project}.cloudfunctions.net/${newborn.name}` };
  },
  "cloudfunctionsv2:Function": (newborn) => ({ url: site(newborn), "serviceConfig.uri": site(newborn) }),
  "cloudrun:Service": (newborn) => ({ statuses: [{ url: site(newborn) }] }),
  "cloudrunv2:Service": (newborn) => ({ uri: site(newborn), urls: [site(newborn)] }),
  "compute:Address": outer,
  "compute:ForwardingRule": (newborn) => ({ ipAddress: isInside(newborn) ? inner(newborn) : outer(newborn).address }),
  "compute:GlobalAddress": outer,
  "compute:GlobalForwardingRule": (newborn) => ({ ipAddress: outer(newborn).address }),
  "compute:Instance": (newborn) => ({
    "networkInterfaces.networkIp": inner(newborn),
    "networkInterfaces.accessConfigs.natIp": outer(newborn).address,
  }),
  "compute:InstanceGroup": ({ inputs: { instances } }) => ({ size: Array.isArray(instances) ? instances.length : 0 }),
  "compute:RegionBackendService": (newborn) => ({ protocol: isPassthrough(newborn) ? "TCP" : "HTTP" }),
  "compute:RegionInstanceGroupManager": (newborn) => ({
    distributionPolicyZones: zonesOf(placeOf(newborn).region).slice(0, 3),
  }),
  "logging:ProjectSink": () => ({
    writerIdentity: "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com",
  }),
  "storage:Bucket": ({ name }) => ({
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
    url: `gs://${name}`,
  }),
};

/** What Google Cloud gives a new resource: a path, and what is made from it. */
export function identify(newborn: Newborn): { id: string; outputs: Properties } {
  const id = pathOf(newborn);
  return { id, outputs: { ...placeOf(newborn), ...links(id), ...special[kind(newborn.token)]?.(newborn) } };
}

/** By these, beside its path, others refer to a resource. */
export function links(id: string): Properties {
  if (id.includes("/locations/global/")) return { selfLink: `https://networkservices.googleapis.com/v1/${id}` };
  const selfLink = `${computeApi}/${id}`;
  const group = selfLink.replace("/instanceGroupManagers/", "/instanceGroups/");
  return group === selfLink ? { selfLink } : { selfLink, instanceGroup: group };
}

/** Not every region has a zone `a`. */
export function zonesOf(region: string): string[] {
  const letters = { "europe-west1": ["b", "c", "d"], "us-east1": ["b", "c", "d"], "us-central1": ["a", "b", "c", "f"] };
  return (Object.entries(letters).find(([known]) => known === region)?.[1] ?? ["a", "b", "c"]).map(
    (letter) => `${region}-${letter}`,
  );
}

function isPassthrough({ inputs }: Newborn): boolean {
  return ["EXTERNAL", "INTERNAL"].includes(text(inputs["loadBalancingScheme"]) ?? "");
}

function isInside({ inputs }: Newborn): boolean {
  return text(inputs["loadBalancingScheme"])?.startsWith("INTERNAL") === true;
}

/** An address that documentation may use, the same for the same resource. */
function outer(newborn: Newborn): { address: string } {
  return { address: `203.0.113.${(byte(newborn, 0) % 254) + 1}` };
}

/** An address in the first of the ranges that Google Cloud gives a default network. */
function inner(newborn: Newborn): string {
  return `10.128.${byte(newborn, 1)}.${(byte(newborn, 2) % 250) + 2}`;
}

function byte(newborn: Newborn, index: number): number {
  return parseInt(newborn.hex(2 * index + 2).slice(-2), 16);
}

function site({ name, hex }: Newborn): string {
  return `https://${name}-${hex(10)}-uc.a.run.app`;
}
