import { InputPropertyError } from "@pulumi/pulumi";

/** @throws InputPropertyError that names the property and says what is expected of it. */
export function refuse(propertyPath: string, reason: string): never {
  // Where no engine shows the path, the reason has to.
  throw new InputPropertyError({ propertyPath, reason: `${propertyPath} ${reason}` });
}

/** @throws InputPropertyError when the number is not a whole one within bounds. */
export function whole(path: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  refuse(path, `must be a whole number from ${least} to ${most}, but is ${value}`);
}

/** @throws InputPropertyError when the number is not within bounds. */
export function within(path: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  refuse(path, `must be a number from ${least} to ${most}, but is ${value}`);
}

/**
 * Refuses what is there twice.
 *
 * @param what they must differ in: `their subnets`.
 * @throws InputPropertyError that names the later of the two.
 */
export function different(items: readonly { readonly path: string; readonly value: string }[], what: string): void {
  const seen = new Map<string, string>();
  for (const { path, value } of items) {
    const before = seen.get(value);
    if (before !== undefined) refuse(path, `must differ from ${before} in ${what}, but both are ${value}`);
    seen.set(value, path);
  }
}

/**
 * Makes a part of something larger, whose properties may have other names than those of the part.
 *
 * @param names what the properties of the part are called there, where that differs.
 * @throws InputPropertyError that the part throws, with the name that the property has there.
 */
export function renamed<Made>(names: Readonly<Record<string, string>>, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!InputPropertyError.isInstance(error)) throw error;
    const { propertyPath, reason } = error;
    const [name = ""] = propertyPath.split(/[.[]/);
    const other = names[name];
    if (other === undefined) throw error;
    // The reason begins with the path.
    refuse(other + propertyPath.slice(name.length), reason.slice(propertyPath.length + 1));
  }
}
