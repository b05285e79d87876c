import type {
  PolicyPackArgs,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { assess, stillBroken } from "../control/assess";
import { deployedOf } from "../control/deployed";
import { running } from "../control/operation";
import { risksOf } from "../control/risk";
import { digestOf, readGraph, Traffic } from "../traffic";
import {
  approvalOptions,
  brokenFor,
  changeIsApproved,
  groundOf,
  stillUnapproved,
  unapproved,
  type ApprovalOptions,
} from "./change-is-approved";
import { atRoot, lowered, type Control } from "./control";
import { ROOT, type Session } from "./session";
import { described, guardedWhile, tellFailure, telling } from "./telling";

/** The policy that holds a change against what people have approved. */
export function approving(session: Session, control: Control, now: () => Date): PolicyPackArgs["policies"][number] {
  const optionsIn = (args: ResourceValidationArgs | StackValidationArgs) =>
    approvalOptions(args.getConfig<Partial<ApprovalOptions>>());
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(changeIsApproved),
    validateResource: atRoot<ResourceValidation>(async (args, report) => {
      const { operation, stack } = running();
      if (args.type !== ROOT || operation === "analysis") return;
      control.deployed = undefined;
      await guardedWhile(telling(changeIsApproved, session, report), session, async () => {
        if (optionsIn(args).required !== "never") control.deployed = await deployedOf(stack);
      });
    }),
    validateStack: async (args, report) => {
      const tell = telling(changeIsApproved, session, report);
      await guardedWhile(tell, session, async () => {
        const options = optionsIn(args);
        // An update does what its preview showed, which was approved; it knows more by now, so that its digest may be another one.
        const isBound = control.claim !== undefined && "record" in control.claim;
        if (options.required === "never" || running().operation === "analysis" || isBound) return;
        const round = session.roundFor(changeIsApproved.id, args);
        if ("failure" in round.analysis) tellFailure(round, tell);
        // Where it could not be read that has been told.
        else if (control.deployed !== undefined) {
          const { judgement, resources } = round.analysis;
          const before = new Traffic(readGraph(control.deployed, session.options));
          const [old, made] = [digestOf(before.graph, control.deployed), digestOf(judgement.traffic.graph, resources)];
          const change = { stack: stackOf(args), previous: old, digest: made };
          const ground = () => groundOf(options);
          if (old === made) {
            const open = await stillBroken(change, ground());
            if (open.length > 0) tell({ message: stillUnapproved(change.stack, made, open), level: "advisory" });
            return;
          }
          const risks = risksOf(before, judgement.traffic);
          if (options.required === "risk" && risks.length === 0) return;
          const assessment = await assess(change, ground(), now());
          if (assessment.isApproved) return;
          if (assessment.broken.length > 0) {
            tell({ message: brokenFor(change, assessment.broken), level: "advisory" });
          } else tell({ message: unapproved(change, risks, assessment), level: lowered(session) });
        }
      });
    },
  };
  return policy;
}

/** `project/stack`, as a person names it who sees a preview only. */
function stackOf({ resources }: StackValidationArgs): string {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(resources[0]?.urn ?? "") ?? [];
  return `${project}/${stack}`;
}
