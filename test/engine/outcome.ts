import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

interface Violation {
  readonly policy: string;
  readonly level: string;
  readonly message: string;
  readonly urn: string | undefined;
}

interface Step {
  readonly op: OpType;
  readonly urn: string;
}

/** How a run of the engine went. */
export interface Outcome {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly violations: readonly Violation[];
  /** What the engine, a program, a pack or the CLI itself reported as errors. */
  readonly errors: readonly string[];
  readonly steps: readonly Step[];
  /** All that was printed, for the message of a failing assertion. */
  readonly output: string;
}

export function outcome(exitCode: number, events: readonly EngineEvent[], output: string): Outcome {
  return {
    ok: exitCode === 0,
    exitCode,
    violations: events.flatMap(({ policyEvent: event }) =>
      event === undefined
        ? []
        : [
            {
              policy: event.policyName,
              level: event.enforcementLevel,
              message: plain(event.message),
              urn: event.resourceUrn,
            },
          ],
    ),
    errors: [...new Set([...diagnostics(events), ...complaints(output)])],
    steps: events.flatMap(({ resourcePreEvent: event }) =>
      event === undefined ? [] : [{ op: event.metadata.op, urn: event.metadata.urn }],
    ),
    output,
  };
}

function diagnostics(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ diagnosticEvent: event }) => (event?.severity === "error" ? [plain(event.message)] : []));
}

/** The CLI says on stderr alone why a run did not even start. */
function complaints(output: string): string[] {
  return [...output.matchAll(/^error: (.*)$/gm)].map(([, complaint = ""]) => complaint);
}

/** The engine's events carry its colour marks. */
function plain(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "").trim();
}
