import { receivers, settingsOwner, type Affinity } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { compare, duration, toChange } from "./words";

interface Options {
  /** Longest time, in seconds, for which a client may be kept with one backend. */
  readonly maxSeconds: number;
  /** Whether all clients behind one address may be kept with one backend. */
  readonly allowByAddress: boolean;
}

/** What keeps its clients: a pool with its backends, or a route with its pools. */
interface Keeper {
  readonly urn: string;
  readonly label: string;
  readonly about: readonly string[];
  readonly affinity: Affinity;
}

export const stickinessIsBounded = {
  id: "stickiness-is-bounded",
  description: "Nothing may keep a large client, or all clients behind one address, with one backend for long.",
  severity: "low",
  level: "advisory",
  remediation: "Share the state of the sessions, and keep clients for minutes or not at all.",
  tags: ["availability", "stickiness"],
  options: {
    maxSeconds: {
      type: "number",
      minimum: 0,
      maximum: 604_800,
      default: 86_400,
      description: "Longest time, in seconds, for which a client may be kept with one backend: 0 to 604,800 (7 days).",
    },
    allowByAddress: {
      type: "boolean",
      default: false,
      description: "Whether all clients behind one address may be kept with one backend.",
    },
  },
  *check({ traffic }, options) {
    for (const { pool, uses } of receivers(traffic, settingsOwner)) {
      if (!pool.affinity) continue;
      const urn = toChange(pool, uses);
      yield* judge({ urn, label: pool.label, about: [pool.subject], affinity: pool.affinity }, options);
    }
    for (const { route } of traffic.routes) {
      if (!route.affinity) continue;
      yield* judge({ urn: route.urn, label: route.label, about: [route.id], affinity: route.affinity }, options);
    }
  },
} satisfies Rule<Options>;

function* judge(keeper: Keeper, { maxSeconds, allowByAddress }: Options): Generator<Finding | Unproved> {
  const { urn, label, about, affinity } = keeper;
  if (affinity.by === "address") {
    if (!allowByAddress) yield byAddress(keeper);
    return;
  }
  const verdict = compare(affinity.lifetime, maxSeconds);
  if (verdict === "above" && affinity.by === "client") yield tooLong(keeper, maxSeconds);
  else if (verdict !== "within" || affinity.by === undefined) {
    const claim = `that ${label} keeps a client for no more than ${duration(maxSeconds)}`;
    yield { kind: "unproved", urn, about, claim, gaps: affinity.gaps };
  }
}

function byAddress({ urn, label, about, affinity }: Keeper): Finding {
  const lines = [
    `${label} keeps all clients behind one address together (${affinity.label}): those of one office, network or proxy are one client, and may be most of the traffic.`,
    "Keep clients by a cookie, or not at all.",
  ];
  return { kind: "fault", urn, about, measure: 1, message: lines.join("\n") };
}

function tooLong({ urn, label, about, affinity }: Keeper, maxSeconds: number): Finding {
  const { atLeast } = affinity.lifetime;
  const time = atLeast === Infinity ? "for as long as the client wants" : `for ${duration(atLeast)}`;
  const lines = [
    `${label} keeps a client ${time} (${affinity.label}); at most ${duration(maxSeconds)} is allowed. Until then targets that are new, or back again, get none of its traffic.`,
    "Shorten that time, or keep no clients.",
  ];
  return { kind: "fault", urn, about, measure: atLeast, message: lines.join("\n") };
}
