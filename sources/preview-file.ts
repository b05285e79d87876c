import type { Resource } from "../traffic";
import { fieldsOf, itemsOf, SourceError, type Fields } from "./json";
import { resourceIn } from "./resource-state";
import type { Secrets } from "./secrets";

/** What a preview shows of a stack. */
export interface Preview {
  /** What is deployed. */
  readonly before: readonly Resource[];
  /** What an update would make of it. */
  readonly after: readonly Resource[];
}

/**
 * Both sides of a preview. A resource that is replaced has several steps, and counts once on each side.
 *
 * @throws SourceError when something in it is not what `pulumi preview --json` writes, or it does not show the whole stack:
 *   resources that do not change are left out, or the program failed.
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/
 */
export function sidesOfPreview(preview: Fields, secrets: Secrets): Preview {
  const steps = itemsOf(preview["steps"], "steps").map((step, index) => fieldsOf(step, `steps[${index}]`));
  refusePart(preview, steps);
  const [before, after] = [new Map<string, Resource>(), new Map<string, Resource>()];
  for (const [index, step] of steps.entries()) {
    const { oldState, newState } = step;
    if (oldState !== undefined) keep(before, resourceIn(oldState, `steps[${index}].oldState`, secrets));
    if (newState !== undefined) keep(after, resourceIn(plannedState(step, index), `steps[${index}].newState`, secrets));
  }
  return { before: [...before.values()], after: [...after.values()] };
}

/** Steps after which a resource is still the one that it was. */
const KEEP_IT: ReadonlySet<unknown> = new Set(["same", "update", "refresh"]);

/**
 * A preview shows no outputs of what is to be. What is not replaced keeps those that it has, by which others refer to it; but for a
 * property that the program no longer gives: the service's default may take its place.
 */
function plannedState({ op, oldState, newState }: Fields, index: number): Fields {
  const made = fieldsOf(newState, `steps[${index}].newState`);
  if (!KEEP_IT.has(op) || oldState === undefined || made["outputs"] !== undefined) return made;
  const old = fieldsOf(oldState, `steps[${index}].oldState`);
  const inputs = (state: Fields) => fieldsOf(state["inputs"] ?? {}, `inputs in steps[${index}]`);
  const [given, gone] = [inputs(made), inputs(old)];
  const outputs = Object.entries(fieldsOf(old["outputs"] ?? {}, `steps[${index}].oldState.outputs`));
  const left = outputs.filter(([name]) => given[name] !== undefined || gone[name] === undefined);
  return { ...made, id: made["id"] ?? old["id"], outputs: Object.fromEntries(left) };
}

function keep(side: Map<string, Resource>, resource: Resource | undefined): void {
  if (resource) side.set(resource.urn, resource);
}

/** What is judged must be the whole stack: a part of it may look better than it is. */
function refusePart({ changeSummary, diagnostics = [] }: Fields, steps: readonly Fields[]): void {
  const same = fieldsOf(changeSummary ?? {}, "changeSummary")["same"];
  const shown = steps.filter(({ op }) => op === "same").length;
  if (typeof same === "number" && same > shown) {
    const missing = same - shown;
    throw new SourceError(
      `The preview leaves out ${missing} resource${missing === 1 ? "" : "s"} that do${missing === 1 ? "es" : ""} not change`,
      "Make it with `pulumi preview --json --show-sames`",
    );
  }
  const failures = itemsOf(diagnostics, "diagnostics").flatMap((one, index) => {
    const { severity, message } = fieldsOf(one, `diagnostics[${index}]`);
    return severity === "error" ? [String(message).trim()] : [];
  });
  if (failures.length > 0) {
    throw new SourceError(
      `The preview failed, and may not show the whole stack: ${failures.join("; ")}`,
      "Mend that first",
    );
  }
}
