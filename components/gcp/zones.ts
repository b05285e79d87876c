import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { different, refuse } from "../checks";

/** The name of a zone: `europe-west1-b`. It is known in the program, so that one that is there twice is seen at once. */
export type Zone = string;

const ZONE = /^([a-z]+-[a-z]+\d+)-[a-z0-9]+$/;

/** The zones of one region. */
export interface Placement {
  readonly region: string;
  readonly zones: readonly Zone[];
}

/**
 * @throws InputPropertyError when a zone is there twice, has no name of one, or is in another region than the first.
 * @see https://cloud.google.com/compute/docs/regions-zones
 */
export function placed(property: string, all: AtLeastTwo<Zone>): Placement {
  const named = itemsOf(property, all);
  different(
    named.map(({ path, item }) => ({ path, value: item })),
    "what they are",
  );
  const region = regionOf(`${property}.first`, all.first);
  for (const { path, item } of named) {
    if (regionOf(path, item) !== region) refuse(path, `must be in ${region}, as ${property}.first is, but is ${item}`);
  }
  return { region, zones: named.map(({ item }) => item) };
}

/** @throws InputPropertyError when it is no name of a zone. */
export function regionOf(path: string, zone: Zone): string {
  const [, region] = ZONE.exec(zone) ?? [];
  return region ?? refuse(path, `must be the name of a zone, as europe-west1-b, but is ${JSON.stringify(zone)}`);
}
