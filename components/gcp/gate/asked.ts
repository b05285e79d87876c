import { asError } from "../../errors";
import { Untold } from "../../gate/answers";

/** Answers that may be better in a while. */
const TRANSIENT_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const TRANSIENT_REASON = /rateLimitExceeded|quotaExceeded|backendError/i;
const NO_ANSWER = /ETIMEDOUT|ECONNRESET|ECONNREFUSED|EAI_AGAIN|ENOTFOUND|abort|timeout/i;

interface Failure {
  readonly status?: number;
  readonly code?: string | number;
  readonly response?: {
    readonly data?: { readonly error?: { readonly errors?: readonly { readonly reason?: string }[] } };
  };
}

/**
 * Asks Google Cloud for something.
 *
 * @param permission as IAM names it: `compute.backendServices.get`.
 * @param patience milliseconds that the answer may take, with all attempts at it.
 * @throws Error that says what is to be done, where asking again is of no use.
 */
export async function asked<Answer>(
  permission: string,
  patience: number,
  send: (options: { readonly signal: AbortSignal }) => Promise<{ readonly data: Answer }>,
): Promise<Answer | Untold> {
  try {
    return (await send({ signal: AbortSignal.timeout(patience) })).data;
  } catch (error) {
    const { message, name } = asError(error);
    const { status, code, response } = error as Failure;
    const known = status ?? Number(code);
    const reason = response?.data?.error?.errors?.[0]?.reason ?? String(Number.isNaN(known) ? (code ?? name) : known);
    const isUntold = Number.isNaN(known) ? NO_ANSWER.test(`${reason} ${name} ${message}`) : TRANSIENT_STATUS.has(known);
    if (isUntold || TRANSIENT_REASON.test(reason)) return new Untold(`Google Cloud does not answer (${reason})`);
    const why = message.replace(/\.$/, "");
    if (known === 403) throw new Error(`Google Cloud refuses ${permission} (${reason}): ${why}; allow ${permission}`);
    if (known === 412) throw new Error(`Google Cloud refuses ${permission} (${reason}): ${why}; ${CHANGED}`);
    throw new Error(`Google Cloud refuses ${permission} (${reason}): ${why}${/credentials/i.test(why) ? SIGN_IN : ""}`);
  }
}

const CHANGED = "something else has changed it meanwhile";
const SIGN_IN = "; sign in with `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS";
