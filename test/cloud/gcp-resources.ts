import { createHash } from "node:crypto";

type Fields = Readonly<Record<string, unknown>>;

/** A resource of the project, and what of it is asked for separately. */
export interface Kept {
  readonly collection: string;
  readonly name: string;
  /** `regions/europe-west1`, `zones/europe-west1-b`; none where it is global. */
  readonly place?: string;
  readonly fields?: Fields;
  /** Of an instance group, the links of its instances; of an endpoint group, its endpoints. */
  readonly members?: readonly Fields[];
  /** Of a backend service, by the link of a group, the state of each of its members. */
  readonly health?: Readonly<Record<string, readonly string[]>>;
}

const PROJECT = "shop";

export function placeOf(kept: Kept | undefined): string {
  return kept?.place ?? "global";
}

/** The link of a resource. */
export function linkOf(collection: string, name: string, place = "global"): string {
  return `https://www.googleapis.com/compute/v1/projects/${PROJECT}/${place}/${collection}/${name}`;
}

export function described({ collection, name, place, fields }: Kept): Fields {
  const at = `https://www.googleapis.com/compute/v1/projects/${PROJECT}/${place ?? ""}`;
  return {
    ...{ kind: `compute#${collection.replace(/s$/, "")}`, name, selfLink: linkOf(collection, name, place) },
    ...(place?.startsWith("regions/") ? { region: at } : {}),
    ...(place?.startsWith("zones/") ? { zone: at } : {}),
    ...(collection === "urlMaps" ? { fingerprint: fingerprintOf(fields) } : {}),
    ...fields,
  };
}

/** What is hashed of a URL map, so that nobody changes what he has not seen. */
export function fingerprintOf(fields: Fields = {}): string {
  return createHash("sha256").update(JSON.stringify(fields)).digest("base64");
}
