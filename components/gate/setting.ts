import { Config } from "@pulumi/pulumi";

/** Whether routes are changed only when the pools that get more traffic are healthy; where not, why not. */
export type GateSetting = { readonly isOn: true } | { readonly isOn: false; readonly reason: string };

/**
 * What the stack's configuration says: `evenkeel:healthGate`, `on` by default, or `off` with an `evenkeel:healthGateReason`.
 *
 * @throws Error when it says anything else, or gives no reason.
 */
export function gateSetting(): GateSetting {
  const config = new Config("evenkeel");
  const value = config.get("healthGate") ?? "on";
  if (value === "on") return { isOn: true };
  if (value !== "off") throw new Error(`evenkeel:healthGate must be on or off, but is ${JSON.stringify(value)}`);
  const reason = config.get("healthGateReason")?.trim() ?? "";
  if (reason === "") {
    throw new Error(
      "evenkeel:healthGate is off without a reason. Give one, which is recorded with the deployment: " +
        'pulumi config set evenkeel:healthGateReason "…"',
    );
  }
  return { isOn: false, reason };
}
