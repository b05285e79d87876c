import type {
  PolicyPackArgs,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { assess, stillBroken } from "../control/assess";
import { deployedOf } from "../control/deployed";
import { running } from "../control/operation";
import { notPreviewed, PreviewRecords, type Claim } from "../control/preview-record";
import { risksOf } from "../control/risk";
import { stateFolder } from "../control/sealed";
import { digestOf, readGraph, Traffic, type Resource } from "../traffic";
import { plainProperties } from "./adapt";
import {
  approvalOptions,
  brokenFor,
  changeIsApproved,
  groundOf,
  stillUnapproved,
  unapproved,
  type ApprovalOptions,
} from "./change-is-approved";
import { deviation, previewedBeforeUpdate, refusal, vanished, type PreviewOptions } from "./previewed-before-update";
import { optionsOf } from "./options";
import { ROOT, type Session } from "./session";
import { described, guardedWhile, tellFailure, telling, type Tell } from "./telling";
import { resourceOf } from "./words";

type Policy = PolicyPackArgs["policies"][number];

/** What the two policies know of the operation that the engine is at. */
export class Control {
  /** What was deployed before the first step. */
  deployed: readonly Resource[] | undefined;
  claim: Claim | undefined;
}

/** The policy that holds a change against what people have approved. */
export function approving(session: Session, control: Control, now: () => Date): Policy {
  const optionsIn = (args: ResourceValidationArgs | StackValidationArgs) =>
    approvalOptions(args.getConfig<Partial<ApprovalOptions>>());
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(changeIsApproved),
    validateResource: async (args, report) => {
      const { operation, stack } = running();
      if (args.type !== ROOT || operation === "analysis") return;
      control.deployed = undefined;
      await guardedWhile(telling(changeIsApproved, session, report), session, async () => {
        if (optionsIn(args).required !== "never") control.deployed = await deployedOf(stack);
      });
    },
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

/** The policy that lets an update do only what a preview that passed has shown. */
export function previewing(session: Session, control: Control, now: () => Date): Policy {
  const ifRequired = async (
    args: ResourceValidationArgs | StackValidationArgs,
    report: ReportViolation,
    run: (tell: Tell, records: PreviewRecords, options: PreviewOptions) => void,
  ) => {
    const tell = telling(previewedBeforeUpdate, session, report);
    await guardedWhile(tell, session, () => {
      const { id, options: schemas } = previewedBeforeUpdate;
      const options = optionsOf<PreviewOptions>(id, schemas, args.getConfig<Partial<PreviewOptions>>());
      const { operation, stack } = running();
      if (!options.required || operation === "analysis") return Promise.resolve();
      run(tell, new PreviewRecords(stateFolder(options.folder), stack), options);
      return Promise.resolve();
    });
  };
  const policy: ResourceValidationPolicy & StackValidationPolicy = {
    ...described(previewedBeforeUpdate),
    validateResource: (args, report) =>
      ifRequired(args, report, (tell, records) => {
        const { urn, type } = args;
        const isPreview = running().operation === "preview";
        if (type === ROOT) {
          control.claim = undefined;
          if (isPreview) records.discard();
          else control.claim = records.claim(now());
          if (control.claim && "why" in control.claim) {
            tell({ message: refusal(control.claim.why), urn, level: lowered(session) });
          }
        } else if (!isPreview && control.claim && "record" in control.claim) {
          const property = notPreviewed(control.claim, checked(args));
          if (property !== undefined) tell({ message: deviation(property), urn, level: lowered(session) });
        }
      }),
    validateStack: (args, report) =>
      ifRequired(args, report, (tell, records, { validMinutes, alsoBlocking }) => {
        if (running().operation === "preview") {
          const { analysis } = session.roundFor(previewedBeforeUpdate.id, args);
          if ("failure" in analysis || session.isBlocked(alsoBlocking)) return;
          records.leave(analysis.resources, new Date(now().getTime() + validMinutes * 60_000));
        } else if (control.claim && "record" in control.claim) {
          const there = new Set(args.resources.map(({ urn }) => urn));
          for (const urn of Object.keys(control.claim.record.resources)) {
            if (!there.has(urn))
              tell({ message: vanished(resourceOf(urn)), urn: rootOf(args), level: lowered(session) });
          }
        }
      }),
  };
  return policy;
}

/** What blocks is told where the glass is broken; else the level that is configured holds. */
function lowered(session: Session): "advisory" | undefined {
  return session.whenBlocking === "advisory" ? "advisory" : undefined;
}

function checked({ urn, type, name, props }: ResourceValidationArgs): Resource {
  const inputs = plainProperties(props);
  return { ...{ urn, type, name, inputs, outputs: {} }, ...{ propertyDependencies: {}, ignoreChanges: [] } };
}

/** `project/stack`, as a person names it who sees a preview only. */
function stackOf({ resources }: StackValidationArgs): string {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(resources[0]?.urn ?? "") ?? [];
  return `${project}/${stack}`;
}

function rootOf({ resources }: StackValidationArgs): string | undefined {
  return resources.find(({ type }) => type === ROOT)?.urn;
}
