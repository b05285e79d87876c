import { SourceError } from "../../json";

/**
 * What an answer of Google Cloud that is an error means, and what to do about it.
 *
 * @param what was asked for.
 * @param toAllow what to do where it is not allowed.
 */
export function explained(what: string, error: unknown, toAllow: string): unknown {
  if (!(error instanceof Error)) return error;
  const { status, code } = error as { status?: number; code?: string | number };
  const why = error.message.replace(/\.$/, "");
  if (status === 403) {
    return new SourceError(`Google Cloud refuses ${what}: ${why}`, toAllow);
  }
  if (status === 401 || code === "ENOENT" || /credentials|invalid_grant/i.test(why)) {
    return new SourceError(
      `Google Cloud does not know who asks: ${why}`,
      "Sign in with `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS",
    );
  }
  return new SourceError(
    `${what} fails (${String(status ?? code ?? error.name)}): ${why}`,
    "Nothing was changed; try again",
  );
}
