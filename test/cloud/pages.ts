/**
 * A page of an answer in XML that lists members: of the first list in it, so many from a place on, and where the next ones are.
 *
 * @param marker how many have been told.
 */
export function pageOf(xml: string, marker: number, size: number): string {
  const start = xml.indexOf("<member>");
  if (start < 0) return xml;
  const members: string[] = [];
  let end = start;
  // Members may have lists of members of their own.
  for (let depth = 0, from = start; ;) {
    const tag = /<(\/?)member>/g;
    tag.lastIndex = end;
    const found = tag.exec(xml);
    if (!found) break;
    const between = xml.slice(end, found.index);
    if (depth === 0 && between.trim() !== "") break;
    if (depth === 0) from = found.index;
    depth += found[1] === "/" ? -1 : 1;
    end = tag.lastIndex;
    if (depth === 0) members.push(xml.slice(from, end));
  }
  const page = members.slice(marker, marker + size).join("");
  const next = marker + size < members.length ? `<NextMarker>${marker + size}</NextMarker>` : "";
  const rest = xml.slice(end).trimStart();
  const close = /^<\/\w+>/.exec(rest)?.[0] ?? "";
  return (
    xml.slice(0, start) +
    page +
    close +
    next +
    rest.slice(close.length).replace(/<NextMarker>[^<]*<\/NextMarker>|<NextMarker\s*\/>/, "")
  );
}
