import { text, type Properties } from "../values";
import { links, zonesOf } from "./identity";
import { project, region, zone } from "./paths";

type Lookup = (args: Properties) => Properties;

const regionIn = (args: Properties) => text(args["region"]) ?? region;
const nameIn = (args: Properties) => text(args["name"]) ?? "default";

/** What is at this path, of what everything in Google Cloud that can be looked up has. */
const known = (id: string): Properties => ({ id, name: id.split("/").at(-1) ?? id, project, ...links(id) });

/** What a program may ask Google Cloud before it makes anything. */
export const functions: Readonly<Record<string, Lookup>> = {
  "gcp:cloudrunv2/getService:getService": (args) => ({
    ...known(`projects/${project}/locations/${text(args["location"]) ?? region}/services/${nameIn(args)}`),
    scalings: [{ manualInstanceCount: 0, maxInstanceCount: 0, minInstanceCount: 0, scalingMode: "AUTOMATIC" }],
    templates: [{ scalings: [{ maxInstanceCount: 100, minInstanceCount: 0 }] }],
  }),
  "gcp:compute/getDefaultServiceAccount:getDefaultServiceAccount": () => {
    const email = "123456789012-compute@developer.gserviceaccount.com";
    const id = `projects/${project}/serviceAccounts/${email}`;
    return { email, id, member: `serviceAccount:${email}`, name: id, project, uniqueId: "123456789012345678901" };
  },
  "gcp:compute/getImage:getImage": (args) => ({
    family: "debian-12",
    ...known(`projects/${text(args["project"]) ?? "debian-cloud"}/global/images/debian-12-bookworm-v20250101`),
    ...args,
  }),
  "gcp:compute/getNetwork:getNetwork": (args) => ({
    ...known(`projects/${project}/global/networks/${nameIn(args)}`),
    subnetworksSelfLinks: [],
  }),
  "gcp:compute/getRegions:getRegions": () => ({ id: `projects/${project}`, names: [region, "europe-west1"], project }),
  "gcp:compute/getSubnetwork:getSubnetwork": (args) => ({
    ...known(`projects/${project}/regions/${regionIn(args)}/subnetworks/${nameIn(args)}`),
    gatewayAddress: "10.128.0.1",
    ipCidrRange: "10.128.0.0/20",
    network: `https://www.googleapis.com/compute/v1/projects/${project}/global/networks/default`,
    region: regionIn(args),
    secondaryIpRanges: [],
  }),
  "gcp:compute/getZones:getZones": (args) => ({
    id: `projects/${project}/regions/${regionIn(args)}`,
    names: zonesOf(regionIn(args)),
    project,
    region: regionIn(args),
  }),
  "gcp:organizations/getClientConfig:getClientConfig": () => ({
    accessToken: "token",
    id: `projects/${project}/regions/${region}/zones/${zone}`,
    project,
    region,
    zone,
  }),
  "gcp:organizations/getProject:getProject": () => ({
    id: `projects/${project}`,
    name: project,
    number: "123456789012",
    projectId: project,
  }),
};
