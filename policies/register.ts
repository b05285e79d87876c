import type { PolicyPackArgs, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { OptionError, optionsOf } from "./options";
import type { Finding, Rule, Subject } from "./rule";
import type { Failure, Round, Session } from "./session";
import { readingOptions, stackIsReadable, type ReadingOptions } from "./stack-is-readable";

type Policy = PolicyPackArgs["policies"][number];

/** A violation with a level of its own. The policy SDK takes it in this form, though its types leave that out. */
type ReportWithLevel = (violation: {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly enforcementLevel?: "advisory" | "mandatory";
}) => void;

/** The policy that collects the resources for all others, and speaks up where one cannot be read. */
export function collecting(session: Session): Policy {
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(stackIsReadable),
    validateResource: (args, report) => {
      guarded(report, () => {
        session.collect(args);
      });
    },
    validateStack: (args, report) => {
      guarded(report, () => {
        session.configure(readingOptions(args.getConfig<Partial<ReadingOptions>>()));
        tellFailure(session.roundFor(stackIsReadable.id, args), report);
      });
    },
  };
  return policy;
}

/** A rule as the engine runs it. */
export function registered<Options extends object>(rule: Rule<Options>, session: Session): Policy {
  return {
    ...described(rule),
    validateStack: (args, report) => {
      guarded(report, () => {
        const round = session.roundFor(rule.id, args);
        if ("failure" in round.analysis) {
          tellFailure(round, report);
          return;
        }
        const options = optionsOf(rule.id, rule.options, args.getConfig<Partial<Options>>());
        const subject = { traffic: round.analysis.traffic, unproved: round.unproved };
        for (const finding of judge(rule, round, { subject, options })) tell(finding, report);
      });
    },
  };
}

/** What a policy and a rule have in common. */
function described({ id, description, severity, level, options }: Omit<Rule<object>, "check">) {
  return {
    name: id,
    description,
    severity,
    enforcementLevel: level,
    url: `https://github.com/evenkeel/evenkeel/blob/main/docs/policies/${id}.md`,
    configSchema: { properties: { ...options } },
  };
}

/** Judges, and keeps what could not be proved and what was spoken of for the rules that come after. */
function judge<Options extends object>(
  rule: Rule<Options>,
  round: Round,
  { subject, options }: { subject: Subject; options: Options },
): Finding[] {
  const before = round.spokenOf.get(rule.yieldsTo ?? "");
  const all = [...rule.check(subject, options)].filter(
    ({ kind, about }) => !about.some((id) => before?.get(id) === "fault" || (kind === "unproved" && before?.has(id))),
  );
  // What is proved goes before what is not: both may be said of one pool.
  const own = new Map(
    all.filter(({ kind }) => kind === "unproved").flatMap((one) => one.about.map((id) => [id, one.kind])),
  );
  for (const { kind, about } of all) if (kind === "fault") for (const id of about) own.set(id, kind);
  round.spokenOf.set(rule.id, own);
  round.unproved.push(...all.filter((finding) => finding.kind === "unproved"));
  return all.filter((finding) => finding.kind === "fault");
}

function tell({ message, urn, level }: Finding, report: ReportViolation): void {
  (report as unknown as ReportWithLevel)({ message, urn, ...(level ? { enforcementLevel: level } : {}) });
}

/** Says once a round, whatever the level of the policy that comes first, that the stack could not be judged. */
function tellFailure(round: Round, report: ReportViolation): void {
  if (!("failure" in round.analysis) || round.failureIsTold) return;
  round.failureIsTold = true;
  block(report, round.analysis.failure);
}

/** What goes wrong in a policy blocks: a check that did not run has not passed. */
function guarded(report: ReportViolation, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof OptionError)
      block(report, { urn: undefined, message: error.message, remedy: "Correct the configuration." });
    else
      block(report, {
        urn: undefined,
        message: `Evenkeel failed: ${error instanceof Error ? error.message : String(error)}`,
      });
  }
}

function block(report: ReportViolation, { urn, message, remedy }: Failure): void {
  const way = remedy ?? "Correct the resource or, if it is right, report this as a bug.";
  const text = `${message}.\nThe traffic was not judged, so the change is blocked. ${way}`;
  (report as unknown as ReportWithLevel)({ message: text, urn, enforcementLevel: "mandatory" });
}
