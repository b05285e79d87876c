/** The policies, to be put into a policy pack. Importing them starts nothing. */
import type { PolicyPackArgs } from "@pulumi/policy";
import { atLeastTwoTargets } from "./at-least-two-targets";
import { healthCheckRequired } from "./health-check-required";
import { maxTrafficShare } from "./max-traffic-share";
import { collecting, registered } from "./register";
import { Session } from "./session";
import { trafficIsProvable } from "./traffic-is-provable";

const session = new Session();

/**
 * All policies, in the order in which they must stand: the first one collects the resources for the others, the last one tells
 * what the others could not prove.
 *
 * @example new PolicyPack("acme", { policies: [...evenkeelPolicies, ...ownPolicies] });
 */
export const evenkeelPolicies: PolicyPackArgs["policies"] = [
  collecting(session),
  registered(atLeastTwoTargets, session),
  registered(maxTrafficShare, session),
  registered(healthCheckRequired, session),
  registered(trafficIsProvable, session),
];
