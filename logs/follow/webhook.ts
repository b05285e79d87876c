import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "../../traffic/errors";
import { LogError } from "../errors";
import type { Breach } from "../limits";

/** What a webhook is told: which pools are too concentrated now; none once all are within the limits again. */
export interface Notice {
  readonly version: 1;
  readonly at: string;
  /** Seconds. */
  readonly window: number;
  readonly breaches: readonly Breach[];
}

/** Milliseconds before each further try. */
const PAUSES = [500, 2000, 8000];

const TIMEOUT = 10_000;

/** @throws LogError when it is no address of a web server. */
export function webhookAt(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw new LogError(`a webhook has to be an http or https URL`);
}

/**
 * Posts a notice as JSON, and again for a while where the server does not take it.
 *
 * @returns what went wrong at last; undefined where it was taken. The URL may hold a secret, and is not told.
 */
export async function notify(
  url: URL,
  notice: Notice,
  pauses: readonly number[] = PAUSES,
): Promise<string | undefined> {
  let problem = "";
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await wait(pause);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(notice),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      await response.body?.cancel();
      if (response.ok) return undefined;
      problem = `it answered ${response.status}`;
      // What the server finds wrong with the notice will be wrong with it the next time too.
      if (response.status < 500 && response.status !== 429 && response.status !== 408) return problem;
    } catch (error) {
      problem = messageOf(error);
    }
  }
  return problem;
}
