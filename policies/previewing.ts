import type {
  PolicyPackArgs,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { running } from "../control/operation";
import { notPreviewed, PreviewRecords } from "../control/preview-record";
import { stateFolder } from "../control/sealed";
import type { Resource } from "../traffic";
import { plainProperties } from "./adapt";
import { lowered, type Control } from "./control";
import { optionsOf } from "./options";
import { deviation, previewedBeforeUpdate, refusal, vanished, type PreviewOptions } from "./previewed-before-update";
import { ROOT, type Session } from "./session";
import { described, guardedWhile, telling, type Tell } from "./telling";
import { resourceOf } from "./words";

/** The policy that lets an update do only what a preview that passed has shown. */
export function previewing(session: Session, control: Control, now: () => Date): PolicyPackArgs["policies"][number] {
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

function checked({ urn, type, name, props }: ResourceValidationArgs): Resource {
  const inputs = plainProperties(props);
  return { ...{ urn, type, name, inputs, outputs: {} }, ...{ propertyDependencies: {}, ignoreChanges: [] } };
}

function rootOf({ resources }: StackValidationArgs): string | undefined {
  return resources.find(({ type }) => type === ROOT)?.urn;
}
