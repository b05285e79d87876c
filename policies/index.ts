/** The policies, to be put into a policy pack. Importing them starts nothing. */
import type { PolicyPackArgs } from "@pulumi/policy";
import { eachRule } from "./catalogue";
import { accounting, collecting, deciding, registered } from "./register";
import { Session } from "./session";

const session = new Session();

/**
 * All policies, in the order in which they must stand: the first ones read the configuration and collect the resources for the
 * others, the last ones tell what could not be proved, and which exemptions were not needed.
 *
 * @example new PolicyPack("acme", { policies: [...evenkeelPolicies, ...ownPolicies] });
 */
export const evenkeelPolicies: PolicyPackArgs["policies"] = [
  deciding(session, () => new Date()),
  collecting(session),
  ...eachRule((rule) => registered(rule, session)),
  accounting(session),
];
