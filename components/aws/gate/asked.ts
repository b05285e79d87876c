import { asError } from "../../errors";

/** Longest time, in milliseconds, that an answer may take with all attempts at it. */
const PATIENCE = 10_000;

/** What AWS does not say at the moment, and may say in a while. */
export class Untold {
  constructor(readonly why: string) {}
}

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
  const answer = await asked(...question);
  if (answer instanceof Untold) throw new Error(answer.why);
  return answer;
}

/**
 * Loads an SDK that only a change of routes needs.
 *
 * @throws Error that says what to install, where it is not there.
 */
export async function loaded<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new Error(`the SDK that a change of routes asks AWS with is not installed: npm install ${name}`);
  }
}
