import { pageOf } from "../../policies/rule";
import type { Violation } from "../../policies/verdict";
import { resourceOf } from "../../policies/words";
import { HIDDEN, type Secrets } from "../../sources/secrets";
import type { StackFile } from "../../sources/stack-file";
import type { Bounds, PoolHealth, RouteSummary, Traffic } from "../../traffic";
import type { FindingReport, Range, RouteReport } from "./report";

/** Turns what is found in a stack into what may be shown of it. */
export class Shown {
  readonly secrets: Secrets;
  readonly health: NonNullable<StackFile["health"]>;
  readonly #secretRoutes: ReadonlySet<string>;
  readonly #secretSubjects: ReadonlySet<string>;

  constructor({ secrets, health = new Map() }: StackFile, { routes }: Traffic) {
    this.secrets = secrets;
    this.health = health;
    const isSecret = (urn: string | undefined) => urn !== undefined && secrets.hasNumberOf(urn);
    const hidden = routes.filter(
      ({ route, alternatives }) => isSecret(route.urn) || alternatives.flat().some(({ pool }) => isSecret(pool.urn)),
    );
    this.#secretRoutes = new Set(hidden.map(({ route }) => route.id));
    this.#secretSubjects = new Set(
      hidden.flatMap(({ route, alternatives }) => [route.id, ...alternatives.flat().map(({ pool }) => pool.subject)]),
    );
  }

  text(text: string): string {
    return this.secrets.without(text);
  }

  /** Whether the numbers of a route would give a secret away. */
  hides(route: RouteSummary | undefined): boolean {
    return route !== undefined && this.#secretRoutes.has(route.id);
  }

  finding({ policy, level, urn, about, message }: Violation): FindingReport {
    const isSecret = about.some((id) => this.#secretSubjects.has(id));
    const text = isSecret ? message.replace(/\d+(\.\d+)? %/g, HIDDEN) : message;
    return {
      policy: policy.id,
      level,
      severity: policy.severity,
      ...(urn === undefined ? {} : { resource: { urn: this.text(urn), label: this.text(resourceOf(urn)) } }),
      message: this.text(text),
      remediation: policy.remediation,
      help: pageOf(policy.id),
    };
  }

  route(route: RouteSummary): RouteReport {
    const range = (bounds: Bounds) => (this.hides(route) ? HIDDEN : rangeOf(bounds));
    const { id, urn, label, entry, busiest, zones } = route;
    return {
      id: this.text(id),
      urn: this.text(urn),
      label: this.text(label),
      ...(entry === undefined ? {} : { entry: this.text(entry) }),
      largestShare: range(route.largestShare),
      ...(busiest === undefined ? {} : { busiest: this.text(busiest) }),
      floor: range(route.floor),
      effectiveBackends: range(route.effectiveBackends),
      ...(zones ? { zones: range(zones) } : {}),
      pools: route.pools.map((pool) => ({
        label: this.text(pool.label),
        ...(pool.urn === undefined ? {} : { urn: this.text(pool.urn) }),
        share: range(pool.share),
        backends: range(pool.backends),
        ...this.#now(pool.urn),
        path: pool.path.map((step) => this.text(step)),
        members: pool.members.map((member) => ({
          label: this.text(member.label),
          share: range(member.share),
          backends: range(member.backends),
        })),
      })),
    };
  }

  #now(urn = ""): { now?: PoolHealth } {
    const now = this.health.get(urn);
    return now ? { now } : {};
  }
}

export function rangeOf({ atLeast, atMost }: Bounds): Range {
  const limited = (value: number) => (value === Infinity ? null : value);
  return { atLeast: limited(atLeast), atMost: limited(atMost) };
}
