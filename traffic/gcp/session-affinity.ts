import type { Affinity } from "../behaviour";
import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { numberOf, objectOf, wordOf } from "../read";
import { actual, declared, UNKNOWN, type Resource, type Value } from "../resource";

const PROPERTY = "sessionAffinity";

/** The kinds as the service writes them. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "CLIENT_IP",
    "CLIENT_IP_PROTO",
    "CLIENT_IP_NO_DESTINATION",
    "GENERATED_COOKIE",
    "HTTP_COOKIE",
    "HEADER_FIELD",
    "STRONG_COOKIE_AFFINITY",
  ].map((name) => [name.toLowerCase().replaceAll("_", ""), name]),
);

/** By the address of the client, with or without the protocol. With its port too, each connection is on its own. */
const BY_ADDRESS = ["clientip", "clientipproto", "clientipnodestination"];

/**
 * What keeps a client with one backend of a backend service or a target pool; by default nothing does.
 *
 * @see https://cloud.google.com/load-balancing/docs/backend-service#session_affinity
 */
export function sessionAffinityOf(service: Resource): Affinity | undefined {
  const kind = wordOf(service, PROPERTY, declared(service, PROPERTY));
  if (kind === undefined || kind === "none" || kind === "clientipportproto") return undefined;
  const gaps = [notKnownYet(service, PROPERTY)];
  if (kind === UNKNOWN) return { by: undefined, lifetime: between(0, Infinity), label: PROPERTY, gaps };
  const label = `${PROPERTY} ${NAMES[kind] ?? kind}`;
  if (BY_ADDRESS.includes(kind)) return { by: "address", lifetime: exactly(Infinity), label, gaps: [] };
  const lifetime = lifetimeOf(service, kind);
  return { by: "client", lifetime, label, gaps: isExact(lifetime) ? [] : gaps };
}

/** A cookie of no time to live lasts as long as the browser; what is not a cookie, as long as the client wants. */
function lifetimeOf(service: Resource, kind: string): Bounds {
  if (kind === "generatedcookie") {
    const property = "affinityCookieTtlSec";
    return endless(numberOf(service, property, actual(service, property), exactly(0)));
  }
  if (kind === "httpcookie") {
    return ttlIn(service, "consistentHash.httpCookie", inside(service, "consistentHash", "httpCookie"));
  }
  if (kind === "strongcookieaffinity") {
    const property = "strongSessionAffinityCookie";
    return ttlIn(service, property, declared(service, property));
  }
  return exactly(Infinity);
}

function ttlIn(service: Resource, path: string, cookie: Value | undefined): Bounds {
  const fields = objectOf(service, path, cookie);
  if (fields === UNKNOWN) return between(0, Infinity);
  const ttl = objectOf(service, `${path}.ttl`, fields["ttl"]);
  return ttl === UNKNOWN
    ? between(0, Infinity)
    : endless(numberOf(service, `${path}.ttl.seconds`, ttl["seconds"], exactly(0)));
}

function endless({ atLeast, atMost }: Bounds): Bounds {
  if (atMost === 0) return exactly(Infinity);
  return atLeast === 0 ? between(0, Infinity) : { atLeast, atMost };
}

function inside(service: Resource, path: string, name: string): Value | undefined {
  const fields = objectOf(service, path, declared(service, path));
  return fields === UNKNOWN ? UNKNOWN : fields[name];
}
