import { asError } from "../../errors";
import { PATIENCE, told, Untold } from "../../gate/answers";

/** Answers that may be better in a while; the SDK has tried several times by then. */
const TRANSIENT = /Throttl|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|InternalFailure|Timeout|AbortError/;

/**
 * Asks AWS for something.
 *
 * @param action as a policy of IAM names it: `elasticloadbalancing:DescribeTargetHealth`.
 * @throws Error that says what is to be done, where asking again is of no use.
 */
export async function asked<Answer>(
  action: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Answer | Untold> {
  try {
    return await send({ abortSignal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    const { name, message } = asError(error);
    if (TRANSIENT.test(name)) return new Untold(`AWS does not answer ${action} (${name})`);
    const remedy = /AccessDenied|Unauthorized/.test(name) ? `; allow ${action}` : "";
    throw new Error(`AWS refuses ${action} (${name}): ${message.replace(/\.$/, "")}${remedy}`);
  }
}

/** The same where the answer is needed now. */
export async function askedNow<Answer>(...question: Parameters<typeof asked<Answer>>): Promise<Answer> {
  return told(await asked(...question));
}
