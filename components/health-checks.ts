import { refuse } from "./checks";

/** Seconds in which a backend that fails is noticed, at the latest: until then it keeps its share. */
export const NOTICED_WITHIN = 90;

/** What of a health check is the same in every cloud. */
interface Asking {
  readonly path?: string | undefined;
  readonly interval: number;
  readonly unhealthyThreshold: number;
}

/**
 * @param backend what the cloud calls one: `target`.
 * @throws InputPropertyError when the path is none, or one that fails is noticed too late.
 */
export function noticesInTime({ path, interval, unhealthyThreshold }: Asking, backend: string): void {
  if (path?.startsWith("/") === false) {
    refuse("healthCheck.path", `must begin with /, but is ${JSON.stringify(path)}`);
  }
  const seconds = interval * unhealthyThreshold;
  if (seconds > NOTICED_WITHIN) {
    const most = `at most ${NOTICED_WITHIN} seconds until a ${backend} that fails is noticed`;
    refuse("healthCheck.interval", `must leave, times unhealthyThreshold, ${most}, but leaves ${seconds}`);
  }
}
