import type { InnerEntry } from "../graph";
import type { Resource } from "../resource";
import type { WeightedRecord } from "./records";

/** Records that share a name by weight. */
export interface RecordSet {
  readonly id: string;
  readonly label: string;
  /** The record that comes first: the resource to change. */
  readonly first: WeightedRecord;
  readonly records: readonly WeightedRecord[];
  /** Records of which it is not known whether they belong to it. */
  readonly perhaps: readonly WeightedRecord[];
}

/** The sets that records form: those of one zone, name and type. */
export class RecordSets {
  readonly all: readonly RecordSet[];

  constructor(records: readonly WeightedRecord[]) {
    const groups: [WeightedRecord, ...WeightedRecord[]][] = [];
    for (const record of [...records].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const own = groups.find(([first]) => sameSet(first, record));
      if (own) own.push(record);
      else groups.push([record]);
    }
    this.all = groups.map((group) => {
      const [first] = group;
      const perhaps = records.filter((record) => !group.includes(record) && sameSet(first, record) === undefined);
      return { id: first.id, label: labelOf(first), first, records: group, perhaps };
    });
  }

  /** The sets that answer for a name. An alias leads to records of its own type only. */
  named(name: string, type: string | undefined): RecordSet[] {
    const found = this.all.filter(({ first }) => (first.name?.whole ?? first.name?.asked) === name);
    return type === undefined ? found : found.filter(({ first }) => first.type === type);
  }

  /** The sets that a resource has records in. */
  of(resource: Resource): RecordSet[] {
    return this.all.filter(({ records }) => records.some((record) => record.resource.urn === resource.urn));
  }
}

/** A set as what another one leads to. */
export function innerSet({ id, label, first }: RecordSet): InnerEntry {
  return { kind: "entry", id, urn: first.resource.urn, label, port: undefined };
}

function labelOf({ name, type, resource }: WeightedRecord): string {
  const kind = type === undefined || type === "A" ? "record" : `${type} record`;
  return `${kind} ${name?.whole ?? name?.asked ?? resource.name}`;
}

/** Whether two records belong to one set; undefined where that is not known. */
function sameSet(a: WeightedRecord, b: WeightedRecord): boolean | undefined {
  const answers = [same(a.zoneId, b.zoneId, sameZone), same(a.type, b.type), same(a.name, b.name, sameName)];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function same<T>(
  a: T | undefined,
  b: T | undefined,
  compare: (a: T, b: T) => boolean | undefined = (one, other) => one === other,
): boolean | undefined {
  return a === undefined || b === undefined ? undefined : compare(a, b);
}

/** A zone outside the stack that is given by its name may be one that is given by its id. */
function sameZone(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  const isOutside = !a.startsWith("urn:") && !b.startsWith("urn:");
  return isOutside && a.includes(".") !== b.includes(".") ? undefined : false;
}

type Name = NonNullable<WeightedRecord["name"]>;

/** Where the name of the zone is not known, a name that is given with it may be one that is given without it. */
function sameName(a: Name, b: Name): boolean | undefined {
  if (a.asked === b.asked || (a.whole !== undefined && a.whole === b.whole)) return true;
  if (a.whole !== undefined && b.whole !== undefined) return false;
  const [short, long] = [a.asked, b.asked].sort((one, other) => one.length - other.length);
  return short === undefined || short === "" || long?.startsWith(`${short}.`) ? undefined : false;
}
