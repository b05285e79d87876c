import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

type Fields = Readonly<Record<string, unknown>>;

/** A resource of the project, and what of it is asked for separately. */
export interface Kept {
  readonly collection: string;
  readonly name: string;
  /** `regions/europe-west1`, `zones/europe-west1-b`; none where it is global. */
  readonly place?: string;
  readonly fields?: Fields;
  /** Of a URL map, what it was deployed as, and the fingerprint that the engine's cloud gave that. */
  readonly deployed?: { readonly fields: Fields; readonly fingerprint: unknown };
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

export function described(kept: Kept): Fields {
  const { collection, name, place, fields } = kept;
  const at = `https://www.googleapis.com/compute/v1/projects/${PROJECT}/${place ?? ""}`;
  return {
    ...{ kind: `compute#${collection.replace(/s$/, "")}`, name, selfLink: linkOf(collection, name, place) },
    ...(place?.startsWith("regions/") ? { region: at } : {}),
    ...(place?.startsWith("zones/") ? { zone: at } : {}),
    ...(collection === "urlMaps" ? { fingerprint: fingerprintOf(kept) } : {}),
    ...fields,
  };
}

/** A hash of the contents of a URL map, so that nobody changes what he has not seen. */
export function fingerprintOf({ fields = {}, deployed }: Kept): unknown {
  const plain = (value: Fields) => JSON.parse(JSON.stringify(value)) as unknown;
  if (deployed && isDeepStrictEqual(plain(fields), plain(deployed.fields))) return deployed.fingerprint;
  return createHash("sha256").update(JSON.stringify(fields)).digest("base64");
}
