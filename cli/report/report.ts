import type { Violation } from "../../policies/verdict";
import { pageOf } from "../../policies/rule";
import { resourceOf } from "../../policies/words";
import type { Secrets } from "../../sources/secrets";
import { HIDDEN } from "../../sources/secrets";
import type { StackFile } from "../../sources/stack-file";
import {
  compareTraffic,
  summaryOf,
  Traffic,
  type Bounds,
  type ChangeKind,
  type PoolHealth,
  type RouteSummary,
} from "../../traffic";
import type { Judged } from "../judge";

/** What a command has found, as data: all formats print this and nothing else. */
export interface Report {
  /** Of the format: what is added keeps it, what is changed raises it. */
  readonly version: 1;
  readonly stacks: readonly StackReport[];
}

export interface StackReport {
  /** The file or the stack, as it was named. */
  readonly source: string;
  readonly kind: StackFile["kind"];
  /** The name of the stack. */
  readonly stack: string;
  readonly findings: readonly FindingReport[];
  readonly routes: readonly RouteReport[];
  /** Where it is compared: with what, and what became of each route; the worst first. */
  readonly comparison?: ComparisonReport;
}

interface ComparisonReport {
  readonly before: string;
  readonly changes: readonly ChangeReport[];
}

export interface FindingReport {
  readonly policy: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  /** The resource to change; absent where it is the configuration of the policies. */
  readonly resource?: { readonly urn: string; readonly label: string };
  readonly message: string;
  /** Whether it was not found before; only where it is compared. */
  readonly isNew?: boolean;
  readonly remediation: string;
  readonly help: string;
}

/** A number that is known within bounds; without limit is null. What is worked out from a secret is not shown. */
export type Range = { readonly atLeast: number | null; readonly atMost: number | null } | typeof HIDDEN;

export interface RouteReport {
  readonly id: string;
  readonly urn: string;
  readonly label: string;
  /** The load balancer; absent where that is outside the stack. */
  readonly entry?: string;
  readonly largestShare: Range;
  /** The busiest backend; absent where it reaches none. */
  readonly busiest?: string;
  readonly floor: Range;
  readonly effectiveBackends: Range;
  /** Absent where no backend is bound to a zone. */
  readonly zones?: Range;
  readonly pools: readonly PoolReport[];
}

interface PoolReport {
  readonly label: string;
  readonly urn?: string;
  readonly share: Range;
  readonly backends: Range;
  /** How its targets are at this moment; only where a cloud has been asked. */
  readonly now?: PoolHealth;
  readonly path: readonly string[];
  readonly members: readonly MemberReport[];
}

interface MemberReport {
  readonly label: string;
  readonly share: Range;
  readonly backends: Range;
}

export interface ChangeReport {
  readonly label: string;
  readonly kind: ChangeKind;
  readonly collapses: readonly CollapseReport[];
  readonly before?: RouteReport;
  readonly after?: RouteReport;
}

export interface CollapseReport {
  readonly of: "share" | "floor";
  readonly label: string;
  readonly before: Range;
  readonly after: Range;
  /** False where it depends on what is not known yet. */
  readonly isCertain: boolean;
}

export function reportOf(judged: Judged): StackReport {
  const { input, stack, traffic, violations } = judged;
  const shown = new Shown(input, traffic);
  const routes = traffic.routes.map((route) => shown.route(summaryOf(traffic, route)));
  const findings = violations.map((violation) => shown.finding(violation));
  return { source: input.source, kind: input.kind, stack: shown.text(stack), findings, routes };
}

/** What there is after a change, with what the change does. */
export function comparisonOf(before: Judged, after: Judged): StackReport {
  const [old, made] = [new Shown(before.input, before.traffic), new Shown(after.input, after.traffic)];
  const changes = compareTraffic(before.traffic, after.traffic).map((change): ChangeReport => {
    const collapses = change.collapses.map(({ of, label, isCertain, ...sides }) => {
      const range = (bounds: Bounds) =>
        made.hides(change.after) || old.hides(change.before) ? HIDDEN : rangeOf(bounds);
      return { of, label: made.text(label), before: range(sides.before), after: range(sides.after), isCertain };
    });
    return {
      label: made.text(change.label),
      kind: change.kind,
      collapses,
      ...(change.before ? { before: old.route(change.before) } : {}),
      ...(change.after ? { after: made.route(change.after) } : {}),
    };
  });
  const known = new Set(before.violations.map(keyOf));
  const report = reportOf(after);
  return {
    ...report,
    findings: report.findings.map((finding, index) => {
      const violation = after.violations[index];
      return { ...finding, isNew: violation !== undefined && !known.has(keyOf(violation)) };
    }),
    comparison: { before: before.input.source, changes },
  };
}

/** What makes a finding the same before and after, though its numbers may differ. */
function keyOf({ policy, urn, about }: Violation): string {
  return `${policy.id} ${urn ?? ""} ${about.join(" ")}`;
}

/** Turns what is found in a stack into what may be shown of it. */
class Shown {
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

function rangeOf({ atLeast, atMost }: Bounds): Range {
  const limited = (value: number) => (value === Infinity ? null : value);
  return { atLeast: limited(atLeast), atMost: limited(atMost) };
}
