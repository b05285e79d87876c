import { exactly } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Resource } from "../resource";
import { ANYWHERE } from "../zones";

/**
 * A bucket has no backends that traffic could gather on: Cloud Storage scales by itself.
 *
 * @returns the id of the pool.
 */
export function addBucket(draft: GraphDraft, bucket: Resource): string {
  const label = `backend bucket ${bucket.name}`;
  const { urn } = bucket;
  draft.addPool({ id: urn, label, urn, crossZone: true, healthCheck: "managed", gaps: [] });
  draft.addMember(urn, {
    kind: "backends",
    id: urn,
    label,
    identified: true,
    floor: exactly(Infinity),
    setBy: undefined,
    placement: ANYWHERE,
    gaps: [],
  });
  return urn;
}
