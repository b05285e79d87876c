import { SourceError } from "../../json";

const REFUSED = /^(AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized)/;
const UNKNOWN_CALLER =
  /^(CredentialsProviderError|InvalidClientTokenId|UnrecognizedClient|ExpiredToken|SignatureDoesNotMatch|AuthFailure|TokenProviderError)/;

/**
 * What an answer of AWS that is an error means, and what to do about it.
 *
 * @param action as a policy of IAM names it.
 * @param toAllow what to do where it is not allowed.
 */
export function explained(action: string, error: unknown, toAllow: string): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  const what = message.replace(/\.$/, "");
  if (REFUSED.test(name)) {
    return new SourceError(`AWS refuses ${action}: ${what}`, toAllow);
  }
  if (message === "Region is missing") return new SourceError("No region is set", "Set AWS_REGION");
  if (UNKNOWN_CALLER.test(name)) {
    return new SourceError(`AWS does not know who asks (${name}): ${what}`, "Sign in, or set AWS_PROFILE");
  }
  return new SourceError(`${action} fails (${name}): ${what}`, "Nothing was changed; try again");
}
