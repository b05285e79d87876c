import type { PolicyPackArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { eachRule } from "./catalogue";
import { configurationIsValid, decide, type Decisions } from "./configuration-is-valid";
import { exemptionsAreUsed, unneeded } from "./exemptions-are-used";
import { optionsOf } from "./options";
import type { Rule } from "./rule";
import { ROOT, type Session } from "./session";
import { readingOptions, stackIsReadable, type ReadingOptions } from "./stack-is-readable";
import { described, guarded, tellFailure, telling } from "./telling";

type Policy = PolicyPackArgs["policies"][number];

/** The policy that reads what a team has decided, before the others apply it. */
export function deciding(session: Session, now: () => Date): Policy {
  const policies = new Set(eachRule(({ id }) => id));
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(configurationIsValid),
    // Whether the glass is broken bears on the policies that check resources, too. What is wrong with it is told in the end.
    validateResource: (args) => {
      if (args.type !== ROOT) return;
      try {
        session.apply(decide(args.getConfig<Partial<Decisions>>(), now(), policies));
      } catch {
        return;
      }
    },
    validateStack: (args, report) => {
      const tell = telling(configurationIsValid, session, report);
      guarded(tell, "mandatory", () => {
        const decided = decide(args.getConfig<Partial<Decisions>>(), now(), policies);
        session.apply(decided);
        const level = decided.isBroken ? "advisory" : undefined;
        for (const finding of decided.findings) tell({ ...finding, level: finding.level ?? level });
      });
    },
  };
  return policy;
}

/** The policy that collects the resources for all others, and speaks up where one cannot be read. */
export function collecting(session: Session): Policy {
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(stackIsReadable),
    validateResource: (args, report) => {
      guarded(telling(stackIsReadable, session, report), "mandatory", () => {
        session.collect(args);
      });
    },
    validateStack: (args, report) => {
      const tell = telling(stackIsReadable, session, report);
      guarded(tell, session.whenBlocking, () => {
        session.configure(readingOptions(args.getConfig<Partial<ReadingOptions>>()));
        tellFailure(session.roundFor(stackIsReadable.id, args), tell);
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
      const tell = telling(rule, session, report);
      guarded(tell, session.whenBlocking, () => {
        const round = session.roundFor(rule.id, args);
        if ("failure" in round.analysis) {
          tellFailure(round, tell);
          return;
        }
        const options = optionsOf(rule.id, rule.options, args.getConfig<Partial<Options>>());
        for (const finding of round.analysis.judgement.by(rule, options)) {
          tell({ urn: finding.urn, ...round.levels.of(rule.id, finding) });
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
      const tell = telling(exemptionsAreUsed, session, report);
      guarded(tell, session.whenBlocking, () => {
        const { analysis, levels } = session.roundFor(exemptionsAreUsed.id, args);
        // Where nothing was judged, none could be needed.
        if ("failure" in analysis) return;
        for (const finding of unneeded(levels.exemptions)) tell(finding);
      });
    },
  };
}
