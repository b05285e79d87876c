import { Findings, type LiveStack } from "../live-stack";
import { Account } from "./account";
import { readAutoScaling } from "./auto-scaling";
import { readClassic } from "./classic";
import { readEcs } from "./ecs";
import { readLoadBalancers } from "./load-balancers";
import { readInstances, readSubnets } from "./machines";
import { readTargetGroups, type Registrars } from "./target-groups";

/**
 * Reads how a region of an AWS account shares its traffic now. It asks only, and changes nothing.
 *
 * @param region that of the SDK's own configuration, where not given.
 * @param onAnswer is told how many answers have come.
 * @throws SourceError when the SDK is not installed, or AWS does not answer.
 */
export async function readAws(
  region: string | undefined,
  onAnswer: (answers: number) => void = () => undefined,
): Promise<LiveStack> {
  const account = await Account.open(region, onAnswer);
  const found = new Findings("aws", account.region);
  const [registrars] = await Promise.all([
    registrarsIn(account, found),
    readLoadBalancers(account, found),
    readSubnets(account, found),
  ]);
  const byHand = await Promise.all([
    readTargetGroups(account, found, registrars),
    readClassic(account, found, registrars),
  ]);
  await readInstances(account, found, new Set(byHand.flat()));
  return found.stack;
}

async function registrarsIn(account: Account, found: Findings): Promise<Registrars> {
  const [instances, services] = await Promise.all([readAutoScaling(account, found), readEcs(account, found)]);
  return { instances, services };
}
