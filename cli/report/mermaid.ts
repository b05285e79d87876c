import type { Report, RouteReport, StackReport } from "./report";
import { number, printable, share } from "./words";

/**
 * A flow chart for a page that draws it: load balancer, route, pools, backends, with their shares.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaidOf({ stacks }: Report): string {
  return ["flowchart LR", ...stacks.flatMap((stack, index) => stackLines(stack, index, stacks.length > 1))].join("\n");
}

function stackLines(stack: StackReport, index: number, isOneOfSeveral: boolean): string[] {
  const nodes = new Nodes(`s${index}`);
  const links = stack.routes.flatMap((route) => routeLinks(route, nodes));
  const lines = [...nodes.lines, ...links];
  if (!isOneOfSeveral) return lines.map((line) => `  ${line}`);
  return [`  subgraph ${quoted(`${stack.stack} ${stack.source}`)}`, ...lines.map((line) => `    ${line}`), "  end"];
}

function routeLinks(route: RouteReport, nodes: Nodes): string[] {
  const from = nodes.of(`route ${route.id}`, route.label);
  const above = route.entry === undefined ? [] : [`${nodes.of(`entry ${route.entry}`, route.entry)} --> ${from}`];
  const pools = route.pools.flatMap(({ label, urn = label, share: part, members }) => {
    const pool = nodes.of(`pool ${urn}`, label);
    const below = members.map((member) => {
      const text = `${member.label} (${number(member.backends)})`;
      return `${pool} -->|${quoted(share(member.share))}| ${nodes.of(`member ${route.id} ${urn} ${member.label}`, text)}`;
    });
    return [`${from} -->|${quoted(share(part))}| ${pool}`, ...below];
  });
  return [...above, ...pools];
}

/** Ids that a chart takes, whatever the names are. */
class Nodes {
  readonly #ids = new Map<string, string>();
  readonly lines: string[] = [];

  constructor(readonly prefix: string) {}

  of(key: string, label: string): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `${this.prefix}n${this.#ids.size}`;
    this.#ids.set(key, id);
    this.lines.push(`${id}[${quoted(label)}]`);
    return id;
  }
}

/** All that means something to a chart or to HTML is written as an entity. */
function quoted(text: string): string {
  const safe = printable(text).replace(/[^\p{L}\p{N} .,:/%()–→-]/gu, (one) => `#${one.codePointAt(0) ?? 0};`);
  return `"${safe}"`;
}
