import type { Readable } from "node:stream";
import { filesIn, recognised } from "../../logs/files/local";
import { Follower } from "../../logs/follow/follower";
import { Lines } from "../../logs/follow/lines";
import { serveMetrics, type Address } from "../../logs/follow/metrics";
import { tail } from "../../logs/follow/tail";
import { notify, webhookAt } from "../../logs/follow/webhook";
import { breaches, type Limits } from "../../logs/limits";
import { CommandError, EXIT } from "../exit";
import { breachLine, count, percent, poolTitle } from "../report/logs/words";
import { printable } from "../report/words";
import { STANDARD_INPUT, type Terminal } from "../terminal";

export interface FollowOptions {
  readonly sources: readonly string[];
  /** Seconds. */
  readonly window: number;
  readonly limits: Limits;
  readonly metrics: Address | undefined;
  readonly webhook: string | undefined;
  /** Ends it, as an interrupt from the keyboard does. */
  readonly stop: AbortSignal;
}

/** How often the limits are looked at, in milliseconds. */
const EVERY = 500;

/**
 * Keeps a sliding window over what comes.
 *
 * @returns the exit code: 1 as soon as a pool is too concentrated and no webhook is to be told.
 */
export async function follow(options: FollowOptions, terminal: Terminal): Promise<number> {
  const { sources, limits, metrics } = options;
  const url = options.webhook === undefined ? undefined : webhookAt(options.webhook);
  const files = await followed(sources);
  const follower = new Follower(options.window);
  const server = metrics ? await serveMetrics(follower, metrics) : undefined;
  const ended = new AbortController();
  const stop = AbortSignal.any([options.stop, ended.signal]);
  const watch = new Watch(follower, limits, url, terminal);
  const timer = setInterval(() => {
    if (watch.look()) ended.abort();
  }, EVERY);
  try {
    if (files) await tail(files, follower.take, stop);
    else await drained(terminal.stdin, follower, stop);
    watch.look();
    await watch.told;
  } finally {
    clearInterval(timer);
    server?.closeAllConnections();
    server?.close();
  }
  terminal.out(watch.summary());
  return watch.isBreached && !url ? EXIT.findings : EXIT.clean;
}

/** @returns undefined for the standard input. */
async function followed(sources: readonly string[]): Promise<string[] | undefined> {
  if (sources.length === 1 && sources[0] === STANDARD_INPUT) return undefined;
  const bad = sources.find((one) => one === STANDARD_INPUT || /^(s3|gs):\/\//.test(one));
  if (bad !== undefined) throw new CommandError(`${bad}: --follow takes files, or the standard input alone`);
  const files = (await Promise.all(sources.map(filesIn))).flat();
  for (const file of files) {
    const found = await recognised(file, file);
    if (found && "isGzip" in found && found.isGzip)
      throw new CommandError(`${file}: a file in gzip does not grow; leave --follow away`);
  }
  return files;
}

async function drained(stdin: Readable, follower: Follower, stop: AbortSignal): Promise<void> {
  const lines = new Lines(follower.take);
  const end = () => stdin.destroy();
  stop.addEventListener("abort", end, { once: true });
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      lines.push(chunk);
      // Whoever writes fast leaves no time for anything else.
      await new Promise(setImmediate);
      if (stop.aborted) break;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  lines.finish();
}

/** Looks at the window from time to time. */
class Watch {
  isBreached = false;
  told: Promise<void> = Promise.resolve();
  #known = "";

  constructor(
    readonly follower: Follower,
    readonly limits: Limits,
    readonly url: URL | undefined,
    readonly terminal: Terminal,
  ) {}

  /** @returns whether it is to end. */
  look(): boolean {
    const { window } = this.follower;
    const found = breaches(window.pools, this.limits);
    const { terminal } = this;
    const { paint } = terminal;
    terminal.progress(this.summary());
    const key = found
      .map(({ balancer, pool, limit, busiest }) => JSON.stringify([balancer, pool, limit, busiest]))
      .join();
    if (key !== this.#known) {
      this.#known = key;
      for (const one of found) terminal.err(`${paint.red(paint.bold("CONCENTRATED"))}  ${printable(breachLine(one))}`);
      if (found.length === 0) terminal.err("within the limits again");
      if (this.url) this.#tell(this.url, found);
    }
    this.isBreached = found.length > 0;
    return this.isBreached && !this.url;
  }

  summary(): string {
    const { lines, malformed, window, limits } = this.follower;
    const pools = window.pools.sort((a, b) => b.largestShare - a.largestShare);
    const [top] = pools;
    const worst = top
      ? `; most concentrated: ${poolTitle(top)}, ${top.busiest ?? "–"} gets ${percent(top.largestShare)}`
      : "";
    const bad = malformed > 0 ? `, ${count(malformed)} malformed` : "";
    const late = window.late > 0 ? `, ${count(window.late)} too late` : "";
    const others = pools.reduce((sum, one) => sum + one.others, 0);
    const beyond = others > 0 ? `; ${count(others)} requests to targets beyond ${count(window.capacity)}` : "";
    const unable = [...limits].map((limit) => `; ${limit}`).join("");
    return printable(`${count(lines)} lines${bad}${late}${worst}${beyond}${unable}`);
  }

  /** One notice after the other, so that the last that comes is the last that was sent. */
  #tell(url: URL, found: ReturnType<typeof breaches>): void {
    const { window } = this.follower;
    const at = new Date(Math.min(Date.now(), window.end * 1000)).toISOString();
    const slim = found.map(
      ({ balancer, pool, requests, largestShare, effectiveBackends, busiest, limit, allowed }) => ({
        ...{ balancer, pool, requests, largestShare, effectiveBackends, busiest, limit, allowed },
      }),
    );
    this.told = this.told.then(async () => {
      const problem = await notify(url, { version: 1, at, window: window.seconds, breaches: slim });
      if (problem !== undefined) this.terminal.err(`the webhook was not told: ${problem}`);
    });
  }
}
