/** What the engine is doing; `analysis` where it only looks at what is deployed, or where there is no engine. */
export type Operation = "preview" | "update" | "analysis";

/** A stack, as the engine tells a policy pack. */
export interface Running {
  readonly operation: Operation;
  /** `organization/project/stack`. */
  readonly stack: string;
}

/** The engine tells by variables of the environment, and by none where it analyses a state (measured with 3.230.0). */
export function running(env: NodeJS.ProcessEnv = process.env): Running {
  const stack = [env["PULUMI_ORGANIZATION"], env["PULUMI_PROJECT"], env["PULUMI_STACK"]].join("/");
  const operations: Readonly<Record<string, Operation>> = { true: "preview", false: "update" };
  return { operation: operations[env["PULUMI_DRY_RUN"] ?? ""] ?? "analysis", stack };
}
