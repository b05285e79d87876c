/** How large groups that scale are: as small as they get, or anything that they may be. */
export type Sizes = "least" | "any";
