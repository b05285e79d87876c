// @ts-check

/** The oldest CLI with which the policies are tested. */
export const oldest = "3.230.0";

/**
 * Whether a version is `wanted` or newer. A pre-release counts as its release: a build from source calls itself one.
 * @param {string} version as `pulumi version` prints it, with or without the leading v
 * @param {string} wanted
 */
export function isAtLeast(version, wanted) {
  const [have, want] = [numbers(version), numbers(wanted)];
  const differing = have.findIndex((number, i) => number !== want[i]);
  return differing === -1 || /** @type {number} */ (have[differing]) > (want[differing] ?? 0);
}

/** @param {string} version */
function numbers(version) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version.trim());
  if (!match) throw new Error(`"${version}" is no version`);
  return match.slice(1).map(Number);
}
