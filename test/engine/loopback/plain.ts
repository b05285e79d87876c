import type { Cloud } from "./cloud";

/** A service of whose resources the SDK says all that counts. */
const plain = (name: string, sdk: string): Cloud => ({
  package: name,
  sdk,
  families: [],
  identify: (newborn) => ({ id: newborn.name, outputs: {} }),
  computed: () => undefined,
  defaults: () => ({}),
  replaces: (_, property) => property === "repository",
  functions: {},
});

export const github = plain("github", "@pulumi/github");
export const pulumiService = plain("pulumiservice", "@pulumi/pulumiservice");
