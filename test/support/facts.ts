import { UNKNOWN, type Gap, type Graph } from "../../traffic";

/** What a graph says, one fact a line: `Auto Scaling group web: floor = 2`. */
export function factsOf({ entries, routes, pools }: Graph): Map<string, string> {
  const facts = new Map<string, Set<string>>();
  const tell = (key: string, value: string) => facts.set(key, (facts.get(key) ?? new Set()).add(value));
  for (const one of [...entries.values(), ...routes, ...pools.values()]) collect(one, one.label, "", tell);
  return new Map([...facts].map(([key, values]) => [key, [...values].sort().join(" | ")]));
}

type Tell = (key: string, value: string) => void;

/** What has a label of its own is told under that. */
function collect(value: unknown, owner: string, path: string, tell: Tell): void {
  if (value === UNKNOWN) tell(`${owner}: ${path}`, "unknown");
  else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    tell(`${owner}: ${path}`, nameOf(String(value)));
  } else if (typeof value !== "object" || value === null) return;
  else if (isGap(value)) tell(`${owner}: ${path}`, `${value.property} of ${nameOf(value.urn)}: ${value.why}`);
  else if ("atLeast" in value && "atMost" in value) {
    const { atLeast, atMost } = value;
    tell(`${owner}: ${path}`, atLeast === atMost ? String(atLeast) : `${String(atLeast)} to ${String(atMost)}`);
  } else if (Array.isArray(value)) for (const one of value) collect(one, owner, path, tell);
  else {
    const label = "label" in value && typeof value.label === "string" ? value.label : undefined;
    if (label !== undefined && path !== "") tell(`${owner}: ${path}`, label);
    for (const [name, inside] of Object.entries(value)) {
      if (label === undefined) collect(inside, owner, path === "" ? name : `${path}.${name}`, tell);
      else if (name !== "label") collect(inside, label, name, tell);
    }
  }
}

function isGap(value: object): value is Gap {
  return "urn" in value && "property" in value && "why" in value;
}

/** URNs are long, and say no more than their last part where all are of one stack. */
function nameOf(text: string): string {
  return text.replace(/urn:pulumi:test::test::[^ ]*?::/g, "");
}
