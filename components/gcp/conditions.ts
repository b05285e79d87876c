import { refuse } from "../checks";

/** What a request must be like for a rule: all that is given, of each one of its values. */
export interface Condition {
  /** Host names; one may begin with `*.`, which stands for any name before it. All hosts by default. */
  readonly host?: readonly string[];
  /** Paths; one that ends with `/*` stands for all below it. All paths by default. */
  readonly path?: readonly string[];
  /** Values of a header. */
  readonly header?: { readonly name: string; readonly values: readonly string[] };
  readonly method?: readonly string[];
  /** Values of the query, all of which must be there. */
  readonly query?: readonly { readonly key: string; readonly value: string }[];
}

/** What the rules of a URL map match; one of several must fit. */
export interface MatchRule {
  readonly fullPathMatch?: string;
  readonly prefixMatch?: string;
  readonly headerMatches?: {
    readonly headerName: string;
    readonly regexMatch?: string;
    readonly exactMatch?: string;
  }[];
  readonly queryParameterMatches?: { readonly name: string; readonly exactMatch: string }[];
}

const HOST = /^(\*|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*)$/;

/**
 * The host names of a condition; `*` where it names none.
 *
 * @throws InputPropertyError when one is no name of a host.
 */
export function hostsOf(path: string, { host = ["*"] }: Condition): readonly string[] {
  host.forEach((name, index) => {
    if (!HOST.test(name))
      refuse(`${path}.host[${index}]`, `must be the name of a host, in which only *. may come first, but is ${name}`);
  });
  return host;
}

/**
 * The rest of a condition. The load balancer takes one value of each kind in a match, and any of several matches, so that there is
 * one for each combination.
 *
 * @throws InputPropertyError when a path is none, or nothing is asked for.
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts#advanced
 */
export function matchesOf(path: string, condition: Condition): MatchRule[] {
  const { host = [], path: paths = [], header, method = [], query = [] } = condition;
  const values = [host, paths, header?.values ?? [], method, query];
  if (values.every(({ length }) => length === 0)) {
    refuse(path, "must say which requests are meant: by host, path, header, method or query");
  }
  const byPath: MatchRule[] =
    paths.length === 0 ? [{ prefixMatch: "/" }] : paths.map((one, index) => pathMatch(`${path}.path[${index}]`, one));
  const headers = header?.values.map((exactMatch) => ({ headerName: header.name, exactMatch })) ?? [];
  const methods = method.map((exactMatch) => ({ headerName: ":method", exactMatch }));
  const byHeader = combined(headers, methods);
  const queryParameterMatches = query.map(({ key, value }) => ({ name: key, exactMatch: value }));
  return byPath.flatMap((match) =>
    byHeader.map((headerMatches) => ({
      ...match,
      ...(headerMatches.length === 0 ? {} : { headerMatches }),
      ...(query.length === 0 ? {} : { queryParameterMatches }),
    })),
  );
}

/** Each pair of one and another; each alone where there are none of the other. */
function combined<Item>(some: readonly Item[], others: readonly Item[]): Item[][] {
  const none: (Item | undefined)[] = [undefined];
  return (some.length === 0 ? none : some).flatMap((one) =>
    (others.length === 0 ? none : others).map((other) => [one, other].filter((item) => item !== undefined)),
  );
}

function pathMatch(path: string, value: string): MatchRule {
  const prefix = value.endsWith("/*") ? value.slice(0, -1) : undefined;
  if (!value.startsWith("/") || (prefix ?? value).includes("*")) {
    refuse(path, `must begin with /, and have a * only after its last /, but is ${JSON.stringify(value)}`);
  }
  return prefix === undefined ? { fullPathMatch: value } : { prefixMatch: prefix };
}
