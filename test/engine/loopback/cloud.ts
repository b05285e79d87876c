import { createHash } from "node:crypto";
import type { Properties, Value } from "./values";

/** A resource at the moment when the cloud gives it an identity. */
export interface Newborn {
  readonly token: string;
  /** The name that the cloud knows it by. */
  readonly name: string;
  readonly inputs: Properties;
  /** So many hexadecimal digits, the same whenever the same resource is made. */
  readonly hex: (digits: number) => string;
}

type Find = (id: Value | undefined) => Properties | undefined;

/** What one provider knows beyond what its SDK's declarations say. */
export interface Cloud {
  readonly package: string;
  /** The npm package that describes its resources, where there is one. */
  readonly sdk?: string;
  /** The SDK's folders whose resources YAML programs may use. */
  readonly families: readonly string[];
  /** Whether it takes what its schema does not know as well; the providers refuse it, and so does this by default. */
  readonly isLenient?: boolean;
  identify(newborn: Newborn): { id: string; outputs: Properties };
  /** What the cloud answers for a computed property, where the empty value of its type would mislead. */
  computed(token: string, property: string): Value | undefined;
  /** What the provider's schema puts where the program says nothing. */
  defaults(token: string): Properties;
  /** The same for the objects inside a resource: `backends` for each element of that list. */
  readonly nestedDefaults?: (token: string, path: string) => Properties;
  /** Does a change of this input need another resource? */
  replaces(token: string, property: string): boolean;
  /** What a resource that is looked up by its id is known by. */
  readonly found?: (id: string) => Properties;
  /** `find` gives the outputs of what has been made, by its id. */
  readonly functions: Readonly<Record<string, (args: Properties, find: Find) => Properties>>;
}

export function hash(seed: string): string {
  return createHash("sha256").update(seed).digest("hex");
}
