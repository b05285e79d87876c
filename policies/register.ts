import type { PolicyPackArgs, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { OptionSchemas, Rule } from "./rule";
import type { Failure, Round, Session } from "./session";
import { readingOptions, stackIsReadable, stackOptions } from "./stack-is-readable";

type Policy = PolicyPackArgs["policies"][number];

/**
 * A violation with a level of its own. The policy SDK takes it in this form, though its types leave that out.
 */
type ReportWithLevel = (violation: {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly enforcementLevel?: "advisory" | "mandatory";
}) => void;

/** The policy that collects the resources for all others, and speaks up where one cannot be read. */
export function collecting(session: Session): Policy {
  const { id, description, severity, level } = stackIsReadable;
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    name: id,
    description,
    severity,
    enforcementLevel: level,
    url: pageOf(id),
    configSchema: { properties: readingOptions },
    validateResource: (args) => {
      session.collect(args, stackOptions(args.getConfig()));
    },
    validateStack: (args, report) => {
      session.configure(stackOptions(args.getConfig()));
      tellFailure(session.roundFor(id, args), report);
    },
  };
  return policy;
}

/** A rule as the engine runs it. */
export function registered<Options extends object>(rule: Rule<Options>, session: Session): Policy {
  return {
    name: rule.id,
    description: rule.description,
    severity: rule.severity,
    enforcementLevel: rule.level,
    url: pageOf(rule.id),
    configSchema: { properties: { ...rule.options } },
    validateStack: (args, report) => {
      const round = session.roundFor(rule.id, args);
      if ("failure" in round.analysis) {
        tellFailure(round, report);
        return;
      }
      const options = { ...defaultsOf(rule.options), ...args.getConfig<Partial<Options>>() };
      judge(rule, round, { traffic: round.analysis.traffic, options, report });
    },
  };
}

function judge<Options extends object>(
  rule: Rule<Options>,
  round: Round,
  {
    traffic,
    options,
    report,
  }: { traffic: Parameters<Rule<Options>["check"]>[0]["traffic"]; options: Options; report: ReportViolation },
): void {
  const spoken = round.spokenOf.get(rule.yieldsTo ?? "") ?? new Set<string>();
  const own = new Set<string>();
  for (const finding of rule.check({ traffic, unproved: round.unproved }, options)) {
    if (spoken.has(finding.about)) continue;
    own.add(finding.about);
    if (finding.kind === "unproved") round.unproved.push(finding);
    else (report as unknown as ReportWithLevel)({ message: finding.message, urn: finding.urn, ...levelOf(finding) });
  }
  round.spokenOf.set(rule.id, own);
}

function levelOf({ level }: { readonly level?: "advisory" }): { enforcementLevel?: "advisory" } {
  return level ? { enforcementLevel: level } : {};
}

/** Says once a round, whatever the level of the policy that comes first, that the stack could not be judged. */
function tellFailure(round: Round, report: ReportViolation): void {
  if (!("failure" in round.analysis) || round.spokenOf.has(FAILURE)) return;
  round.spokenOf.set(FAILURE, new Set());
  const { failure } = round.analysis;
  (report as unknown as ReportWithLevel)({
    message: messageOf(failure),
    urn: failure.urn,
    enforcementLevel: "mandatory",
  });
}

const FAILURE = "failure";

function messageOf({ urn, message }: Failure): string {
  const where = urn === undefined ? "" : ` while reading ${urn.split("::").at(-1) ?? urn}`;
  return [
    `Evenkeel could not analyse this stack${where}: ${message}.`,
    "Nothing is known of its traffic, so the change is blocked. Correct the resource or, if it is right, report this as a bug.",
  ].join("\n");
}

function defaultsOf<Options extends object>(schemas: OptionSchemas<Options>): Options {
  const defaults = Object.entries<{ readonly default: unknown }>(schemas).map(([name, schema]) => [
    name,
    schema.default,
  ]);
  return Object.fromEntries(defaults) as Options;
}

function pageOf(id: string): string {
  return `https://github.com/evenkeel/evenkeel/blob/main/docs/policies/${id}.md`;
}
