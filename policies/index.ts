/** The policies, to be put into a policy pack. Importing them starts nothing. */
import type { PolicyPackArgs } from "@pulumi/policy";
import { eachRule } from "./catalogue";
import { approving, Control, previewing } from "./change-control";
import { accounting, collecting, deciding, registered } from "./register";
import { Session } from "./session";

const session = new Session();
const control = new Control();
const now = () => new Date();

/**
 * All policies, in the order in which they must stand: the first ones read the configuration and collect the resources for the
 * others, the last ones tell what could not be proved, which exemptions were not needed, and whether a preview has passed.
 *
 * @example new PolicyPack("acme", { policies: [...evenkeelPolicies, ...ownPolicies] });
 */
export const evenkeelPolicies: PolicyPackArgs["policies"] = [
  deciding(session, now),
  collecting(session),
  ...eachRule((rule) => registered(rule, session)),
  approving(session, control, now),
  accounting(session),
  previewing(session, control, now),
];
