/** Logs that cannot be read, or do not tell what is asked: what happened, and what to do. */
export class LogError extends Error {
  override readonly name = "LogError";
}
