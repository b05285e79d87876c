import { atLeastTwoTargets } from "./at-least-two-targets";
import { capacityIsNotCapped } from "./capacity-is-not-capped";
import { evenZones } from "./even-zones";
import { healthCheckDecidesInTime } from "./health-check-decides-in-time";
import { healthCheckRequired } from "./health-check-required";
import { maxTrafficShare } from "./max-traffic-share";
import { noSilentFailOpen } from "./no-silent-fail-open";
import { noStaleWeights } from "./no-stale-weights";
import { rolloutKeepsTwo } from "./rollout-keeps-two";
import type { Rule } from "./rule";
import { spansTwoZones } from "./spans-two-zones";
import { stickinessIsBounded } from "./stickiness-is-bounded";
import { survivesALoss } from "./survives-a-loss";
import { trafficIsMonitored } from "./traffic-is-monitored";
import { trafficIsProvable } from "./traffic-is-provable";

/** Runs something with a rule, whatever its options are. */
type WithRule<Result> = <Options extends object>(rule: Rule<Options>) => Result;

/**
 * Every rule, in the order in which they judge: one that yields to another comes after it, and the last one tells what the others
 * could not prove.
 */
export function eachRule<Result>(run: WithRule<Result>): Result[] {
  return [
    run(atLeastTwoTargets),
    run(maxTrafficShare),
    run(healthCheckRequired),
    run(rolloutKeepsTwo),
    run(spansTwoZones),
    run(survivesALoss),
    run(evenZones),
    run(healthCheckDecidesInTime),
    run(noSilentFailOpen),
    run(stickinessIsBounded),
    run(noStaleWeights),
    run(capacityIsNotCapped),
    run(trafficIsMonitored),
    run(trafficIsProvable),
  ];
}
