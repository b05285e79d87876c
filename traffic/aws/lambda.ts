import { exactly, isExact } from "../bounds";
import type { Backends } from "../graph";
import { countOf } from "../read";
import { reference } from "../references";
import { declared, type Properties, type Resource } from "../resource";
import type { Stack } from "../stack";
import { ANYWHERE } from "../zones";
import { LAMBDA_ALIAS, LAMBDA_FUNCTION } from "./types";

/**
 * A Lambda function as a target. It scales by itself, so no request load gathers on one instance, unless its reserved
 * concurrency holds it to so many.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function lambdaMember(
  stack: Stack,
  { holder, property, fields }: { holder: Resource; property: string; fields: Properties },
): Backends {
  const place = { holder, property, types: [LAMBDA_FUNCTION, LAMBDA_ALIAS] };
  const found = reference(stack, place, fields["targetId"]);
  const target = found?.kind === "resource" ? functionOf(stack, found.resource) : undefined;
  if (!target) {
    const label = "a Lambda function outside the stack";
    return {
      kind: "backends",
      id: holder.urn,
      label,
      identified: true,
      floor: exactly(Infinity),
      setBy: undefined,
      placement: ANYWHERE,
      gaps: [],
    };
  }
  const concurrency = "reservedConcurrentExecutions";
  const asked = declared(target, concurrency);
  const reserved = asked === -1 ? exactly(Infinity) : countOf(target, concurrency, asked, exactly(Infinity));
  const gap = { urn: target.urn, property: concurrency, why: "its value is not known before the update" };
  return {
    kind: "backends",
    id: target.urn,
    label: `Lambda function ${target.name}`,
    identified: true,
    setBy: { urn: target.urn, label: `${concurrency} of Lambda function ${target.name}` },
    floor: reserved,
    placement: ANYWHERE,
    gaps: isExact(reserved) ? [] : [gap],
  };
}

function functionOf(stack: Stack, target: Resource): Resource | undefined {
  if (target.type === LAMBDA_FUNCTION) return target;
  const place = { holder: target, property: "functionName", types: [LAMBDA_FUNCTION] };
  const found = reference(stack, place, declared(target, "functionName"));
  return found?.kind === "resource" ? found.resource : undefined;
}
