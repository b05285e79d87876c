import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { sdk } from "../../sources/live/sdk";
import { LogError } from "../errors";
import type { Follower } from "./follower";

/** Where metrics are served. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Serves what a follower knows to Prometheus, at `/metrics`.
 *
 * @throws SourceError when `prom-client` is not installed; LogError when the port is taken.
 * @see https://prometheus.io/docs/practices/naming/
 */
export async function serveMetrics(follower: Follower, { host, port }: Address): Promise<Server> {
  const { Registry, Gauge, Counter } = await sdk(["prom-client"], () => import("prom-client"), "prom-client");
  const registry = new Registry();
  const registers = [registry];
  const pool = ["balancer", "pool"];
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `evenkeel_${name}`, help, labelNames, registers });
  const share = gauge("target_share", "Share of its pool's requests in the window, 0 to 1", [...pool, "target"]);
  const requests = gauge("pool_requests", "Requests in the window that reached a target", pool);
  const largest = gauge("pool_largest_share", "Share of the busiest target in the window, 0 to 1", pool);
  const effective = gauge("pool_effective_backends", "As how many equally busy backends the pool shared", pool);
  const others = gauge("pool_requests_not_told_apart", "Requests to targets beyond the most that are told apart", pool);
  const counters = [
    [new Counter({ name: "evenkeel_lines_total", help: "Lines read", registers }), () => follower.lines],
    [
      new Counter({ name: "evenkeel_malformed_lines_total", help: "Malformed lines", registers }),
      () => follower.malformed,
    ],
    [
      new Counter({ name: "evenkeel_late_lines_total", help: "Lines older than the window", registers }),
      () => follower.window.late,
    ],
  ] as const;
  const collect = () => {
    for (const one of [share, requests, largest, effective, others]) one.reset();
    for (const { balancer, pool: name, targets, ...now } of follower.window.pools) {
      const labels = { balancer, pool: name };
      requests.set(labels, now.requests);
      largest.set(labels, now.largestShare);
      effective.set(labels, now.effectiveBackends);
      others.set(labels, now.others);
      for (const one of targets) share.set({ ...labels, target: one.target }, one.share);
    }
    for (const [counter, value] of counters) {
      counter.reset();
      counter.inc(value());
    }
  };
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    collect();
    void registry.metrics().then((text) => response.writeHead(200, { "content-type": registry.contentType }).end(text));
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new LogError(`metrics cannot be served on ${host}:${port}: ${(error as NodeJS.ErrnoException).code ?? ""}`);
  }
  return server;
}
