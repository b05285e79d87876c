import { checked, wasGenerated } from "./check";
import { hash, type Cloud, type Newborn } from "./cloud";
import type { Declared } from "./declarations";
import { changed } from "./diff";
import { notYetKnown, outputs, type Compute } from "./outputs";
import { refused } from "./refused";
import { Sdk } from "./sdk";
import { text, unknown, type Properties, type Value } from "./values";

/** One resource as a call of the engine names it. */
export interface Address {
  readonly urn: string;
  readonly token: string;
  readonly name: string;
}

export interface Change {
  readonly diffs: string[];
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

/** The life of resources in a cloud that exists only here: what a bridged provider does, without the wire around it. */
export class Resources {
  readonly cloud: Cloud;
  readonly sdk: Sdk | undefined;
  readonly #births = new Map<string, number>();
  readonly #made = new Map<Value | undefined, Properties>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.sdk = cloud.sdk === undefined ? undefined : new Sdk(cloud.sdk);
  }

  /** @throws when the schema of the provider does not take these inputs. */
  check({ token, name, urn }: Address, news: Properties, olds: Properties, seed: string): Properties {
    const described = this.cloud.isLenient === true ? undefined : this.sdk;
    const faults = described ? refused(described, described.resource(token)?.inputs, news) : [];
    if (faults.length > 0) throw new Error(`${token} ${name}: ${faults.join("; ")}`);
    return checked(this.cloud, this.sdk, token, news, olds, { stem: name, seed: seed === "" ? urn : seed });
  }

  diff({ token }: Address, before: Properties, after: Properties): Change {
    const diffs = changed(before, after);
    const replaces = diffs.filter((property) => this.cloud.replaces(token, property));
    // Two resources cannot bear one name at a time, so one whose name is the program's own has to go first.
    const keepsName = "name" in after && !wasGenerated(after, "name") && !replaces.includes("name");
    return { diffs, replaces, deleteBeforeReplace: replaces.length > 0 && keepsName };
  }

  create(address: Address, inputs: Properties, preview: boolean): { id: string; outputs: Properties } {
    const born = this.cloud.identify(this.#newborn(address, inputs, preview));
    const compute: Compute = (property, declared) =>
      born.outputs[property] ?? this.cloud.computed(address.token, property) ?? empty(declared);
    const made = this.#outputs(address, inputs, {}, preview ? notYetKnown : compute);
    // Where no SDK says what comes out, what the new resource has been given does.
    const given = this.#describes(address) ? {} : born.outputs;
    if (!preview) {
      const outputs = { ...given, ...made, id: born.id };
      this.#made.set(born.id, outputs);
      return { id: born.id, outputs };
    }
    const unknowns = Object.fromEntries(Object.keys(given).map((property) => [property, unknown]));
    return { id: "", outputs: { ...unknowns, ...made, id: unknown } };
  }

  update(address: Address, inputs: Properties, before: Properties, preview: boolean): Properties {
    const compute: Compute = preview
      ? notYetKnown
      : (property, declared) => this.cloud.computed(address.token, property) ?? empty(declared);
    const made = this.#outputs(address, inputs, before, compute);
    return this.#describes(address) ? { ...made, id: before["id"] ?? unknown } : { ...before, ...made };
  }

  /** What a function of the provider returns. */
  call(token: string, args: Properties): Properties {
    return this.cloud.functions[token]?.(args, (id) => this.#made.get(id)) ?? args;
  }

  #describes({ token }: Address): boolean {
    return this.sdk?.resource(token) !== undefined;
  }

  #outputs({ token }: Address, inputs: Properties, before: Properties, compute: Compute): Properties {
    const shape = this.sdk?.resource(token);
    return this.sdk && shape ? outputs(this.sdk, shape, inputs, before, compute) : { ...inputs };
  }

  /** A replacement is another resource in the cloud, so it may not come out with the identity of the one it replaces. */
  #newborn({ token, name, urn }: Address, inputs: Properties, preview: boolean): Newborn {
    const birth = this.#births.get(urn) ?? 0;
    if (!preview) this.#births.set(urn, birth + 1);
    const digits = hash(`${urn}#${birth}`);
    return { token, name: text(inputs["name"]) ?? name, inputs, hex: (count) => digits.slice(0, count) };
  }
}

function empty({ type }: Declared): Value | undefined {
  if (type.endsWith("[]")) return [];
  if (type.startsWith("{")) return {};
  return { string: "", number: 0, boolean: false }[type];
}
