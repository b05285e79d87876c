/** Where changes are reviewed. */
export const PROVIDERS = ["github", "gitlab"] as const;

export type Provider = (typeof PROVIDERS)[number];
