import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from "node-sarif-builder";
import { everyPolicy } from "../../policies/verdict";
import { targetsAreHealthy } from "../../policies/targets-are-healthy";
import { pageOf } from "../../policies/rule";
import { version } from "../version";
import { isBlocking } from "./words";
import type { FindingReport, Report, StackReport } from "./report";

/**
 * For code scanning. A result points at the resource by its URN, and at a file, without which GitHub shows none.
 *
 * @param location the file of the repository that the results point to; the one that was judged by default.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf({ stacks }: Report, location: string | undefined): string {
  const sarif = new SarifBuilder();
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: "evenkeel",
    toolDriverVersion: version(),
    url: "https://github.com/evenkeel/evenkeel",
  });
  for (const { id, description, remediation, severity, tags } of [...everyPolicy(), targetsAreHealthy]) {
    const rule = new SarifRuleBuilder({
      id,
      shortDescription: { text: description },
      help: { text: remediation },
      helpUri: pageOf(id),
      properties: { tags: [...tags], "security-severity": SECURITY[severity] },
    });
    run.addRule(rule);
  }
  for (const stack of stacks) for (const finding of stack.findings) run.addResult(resultOf(finding, stack, location));
  sarif.addRun(run);
  return sarif.buildSarifJsonString({ indent: true });
}

/** By which GitHub orders what is found. */
const SECURITY = { low: "2.0", medium: "5.0", high: "8.0", critical: "9.5" } as const;

function resultOf(finding: FindingReport, { source }: StackReport, location = source): SarifResultBuilder {
  const { policy, message, resource, isNew } = finding;
  const logicalLocations = resource
    ? [{ fullyQualifiedName: resource.urn, name: resource.label, kind: "resource" }]
    : [];
  return new SarifResultBuilder({
    ruleId: policy,
    level: isBlocking(finding) ? "error" : "warning",
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(location) }, region: { startLine: 1 } }, logicalLocations },
    ],
    // By which a result is known again, whatever the numbers in its message.
    partialFingerprints: { "evenkeel/v1": `${policy} ${resource?.urn ?? ""}` },
    ...(isNew === undefined ? {} : { baselineState: isNew ? "new" : "unchanged" }),
  });
}

function uriOf(file: string): string {
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
