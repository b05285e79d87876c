import type { HIDDEN } from "../../sources/secrets";
import type { StackFile } from "../../sources/stack-file";
import type { ChangeKind, PoolHealth } from "../../traffic";

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
