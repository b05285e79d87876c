/**
 * Every way to give each place one of as many things, where places that are alike count as one.
 *
 * @returns undefined where there are more ways than asked for.
 */
export function arrangements<Place, Thing>(
  places: readonly Place[],
  things: readonly Thing[],
  areAlike: (a: Place, b: Place) => boolean,
  most: number,
): (readonly (readonly [Place, Thing])[])[] | undefined {
  const kinds: { place: Place; left: number }[] = [];
  for (const place of places) {
    const kind = kinds.find((one) => areAlike(one.place, place));
    if (kind) kind.left += 1;
    else kinds.push({ place, left: 1 });
  }
  const found: (readonly (readonly [Place, Thing])[])[] = [];
  const fill = (made: readonly (readonly [Place, Thing])[]): boolean => {
    const thing = things[made.length];
    if (thing === undefined) return found.push(made) <= most;
    return kinds.every((kind) => {
      if (kind.left === 0) return true;
      kind.left -= 1;
      const isFew = fill([...made, [kind.place, thing]]);
      kind.left += 1;
      return isFew;
    });
  };
  return fill([]) ? found : undefined;
}
