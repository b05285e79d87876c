/**
 * At least two of something: without `second` there is no such list, so that no language has to count.
 *
 * @see `atLeastTwo`, which builds one.
 */
export interface AtLeastTwo<Item> {
  /** One of them. */
  readonly first: Item;
  /** Another one. */
  readonly second: Item;
  /** Any more of them. */
  readonly others?: readonly Item[];
}

/** Builds a list of at least two. */
export function atLeastTwo<Item>(first: Item, second: Item, ...others: Item[]): AtLeastTwo<Item> {
  return { first, second, others };
}

/** An item of a list, with the path by which a message names it. */
export interface Named<Item> {
  /** `zones.second`, `zones.others[0]`. */
  readonly path: string;
  readonly item: Item;
}

/** All items of a list, in their order. */
export function itemsOf<Item>(property: string, { first, second, others = [] }: AtLeastTwo<Item>): Named<Item>[] {
  return [
    { path: `${property}.first`, item: first },
    { path: `${property}.second`, item: second },
    ...others.map((item, index) => ({ path: `${property}.others[${index}]`, item })),
  ];
}
