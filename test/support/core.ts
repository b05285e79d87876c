import { eachRule } from "../../policies/catalogue";

/** The policies that judge shares and floors, and say what could not be proved of them. */
const CORE = ["at-least-two-targets", "max-traffic-share", "health-check-required", "traffic-is-provable"];

/** Configuration that turns all other policies off, but for those that it is told of. */
export function coreOnly(configuration: Readonly<Record<string, unknown>> = {}): Record<string, "disabled"> {
  const others = eachRule(({ id }) => id).filter((id) => !CORE.includes(id) && configuration[id] === undefined);
  return Object.fromEntries(others.map((id) => [id, "disabled"]));
}
