import type { PolicyPackArgs, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { messageOf } from "../traffic";
import { eachRule } from "./catalogue";
import { configurationIsValid, decide, type Decisions } from "./configuration-is-valid";
import { exemptionsAreUsed, unneeded } from "./exemptions-are-used";
import { OptionError, optionsOf } from "./options";
import { pageOf, type Level, type PolicyFacts, type Rule } from "./rule";
import type { Failure, Round, Session } from "./session";
import { readingOptions, stackIsReadable, type ReadingOptions } from "./stack-is-readable";

type Policy = PolicyPackArgs["policies"][number];

/** A violation with a level of its own. The policy SDK takes it in this form, though its types leave that out. */
type ReportWithLevel = (violation: {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly enforcementLevel?: Level;
}) => void;

interface Said {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly level?: Level | undefined;
}

/** The policy that reads what a team has decided, before the others apply it. */
export function deciding(session: Session, now: () => Date): Policy {
  const policies = new Set(eachRule(({ id }) => id));
  return {
    ...described(configurationIsValid),
    validateStack: (args, report) => {
      guarded(report, "mandatory", () => {
        const decided = decide(args.getConfig<Partial<Decisions>>(), now(), policies);
        session.apply(decided);
        const level = decided.isBroken ? "advisory" : undefined;
        for (const finding of decided.findings) tell({ ...finding, level: finding.level ?? level }, report);
      });
    },
  };
}

/** The policy that collects the resources for all others, and speaks up where one cannot be read. */
export function collecting(session: Session): Policy {
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(stackIsReadable),
    validateResource: (args, report) => {
      guarded(report, "mandatory", () => {
        session.collect(args);
      });
    },
    validateStack: (args, report) => {
      guarded(report, session.whenBlocking, () => {
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
      guarded(report, session.whenBlocking, () => {
        const round = session.roundFor(rule.id, args);
        if ("failure" in round.analysis) {
          tellFailure(round, report);
          return;
        }
        const options = optionsOf(rule.id, rule.options, args.getConfig<Partial<Options>>());
        for (const finding of round.analysis.judgement.by(rule, options)) {
          tell({ urn: finding.urn, ...round.levels.of(rule.id, finding) }, report);
        }
      });
    },
  };
}

/** The policy that comes last, and says which exemptions no other has needed. */
export function accounting(session: Session): Policy {
  return {
    ...described(exemptionsAreUsed),
    validateStack: (args, report) => {
      guarded(report, session.whenBlocking, () => {
        const { analysis, levels } = session.roundFor(exemptionsAreUsed.id, args);
        // Where nothing was judged, none could be needed.
        if ("failure" in analysis) return;
        for (const finding of unneeded(levels.exemptions)) tell(finding, report);
      });
    },
  };
}

/** What a policy and a rule have in common. */
function described({ id, description, severity, level, options, remediation, tags }: PolicyFacts<object>) {
  return {
    name: id,
    description,
    severity,
    enforcementLevel: level,
    remediationSteps: remediation,
    tags: [...tags],
    url: pageOf(id),
    configSchema: { properties: { ...options } },
  };
}

function tell({ message, urn, level }: Said, report: ReportViolation): void {
  (report as unknown as ReportWithLevel)({
    message,
    urn,
    ...(level ? { enforcementLevel: level } : {}),
  });
}

/** Says once a round, whatever the level of the policy that comes first, that the stack could not be judged. */
function tellFailure(round: Round, report: ReportViolation): void {
  if (!("failure" in round.analysis) || round.failureIsTold) return;
  round.failureIsTold = true;
  block(report, round.levels.whenBlocking, round.analysis.failure);
}

/** What goes wrong in a policy blocks: a check that did not run has not passed. */
function guarded(report: ReportViolation, level: Level, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof OptionError)
      block(report, level, { urn: undefined, message: error.message, remedy: "Correct the configuration." });
    else
      block(report, level, {
        urn: undefined,
        message: `Evenkeel failed: ${messageOf(error)}`,
      });
  }
}

function block(report: ReportViolation, level: Level, { urn, message, remedy }: Failure): void {
  const way = remedy ?? "Correct the resource or, if it is right, report this as a bug.";
  const consequence = level === "mandatory" ? "so the change is blocked" : "but the glass is broken, so it passes";
  const text = `${message}.\nThe traffic was not judged, ${consequence}. ${way}`;
  (report as unknown as ReportWithLevel)({ message: text, urn, enforcementLevel: level });
}
