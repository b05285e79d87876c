import type { Simulation } from "../physics/simulation";
import type { Change, Scenario } from "../scenario/scenario";
import { named } from "./names";
import { CommandProblem } from "./problem";
import { errorRate, lockedOut, ofWay, sentOf, type Recording } from "./recording";
import { aligned, clock, percent, sparkline } from "./words";

/** What there is to look at. */
export interface Sight {
  readonly scenario: Scenario;
  readonly simulation: Simulation;
  readonly recording: Recording;
  readonly log: readonly { readonly at: number; readonly text: string }[];
}

const MINUTES = 10;

/** Rates, errors and latency of each route; of one minute after the other. */
export function metrics({ simulation, recording }: Sight, args: readonly string[]): string {
  const slices = recording.last(60 * MINUTES);
  if (slices.length === 0) return "There are no metrics yet: the first come after ten seconds.";
  const { ways } = simulation.plant;
  if (args[0] === "backends") return backends({ simulation, recording } as Sight, args.slice(1));
  const wanted = args.length > 0 ? [named(args.join(" "), ways, "route")] : ways;
  const rows = wanted.map((way) => {
    const index = ways.indexOf(way);
    const own = ofWay(slices, index);
    const minute = own.slice(-6);
    const rate = minute.reduce((sum, { attempts }) => sum + attempts, 0) / (minute.length * 10);
    const p95 = Math.max(0, ...minute.map((one) => one.p95));
    return [
      way.label,
      `${Math.round(rate)}/s`,
      percent(errorRate(minute)),
      `${p95.toFixed(1)} s`,
      percent(lockedOut(minute)),
      sparkline(own.map((one) => errorRate([one]))),
    ];
  });
  return aligned([["route", "requests", "errors", "p95", "given up", `errors, ${MINUTES} min`], ...rows]);
}

/** What each backend is sent, in the last minute. */
function backends({ simulation, recording }: Sight, args: readonly string[]): string {
  const { ways } = simulation.plant;
  const way = args.length > 0 ? ways.indexOf(named(args.join(" "), ways, "route")) : undefined;
  const sent = sentOf(recording.last(60), way);
  const total = sent.reduce((sum, [, count]) => sum + count, 0);
  const names = new Set(
    simulation.plant.pools.flatMap((pool) => simulation.backendsOf(pool).map(({ server }) => server.name)),
  );
  const idle = [...names].filter((name) => !sent.some(([other]) => other === name));
  const rows = [...sent, ...idle.map((name) => [name, 0] as const)];
  return aligned([
    ["backend", "requests", "share"],
    ...rows.map(([name, count]) => [name, `${Math.round(count / 60)}/s`, percent(total === 0 ? 0 : count / total)]),
  ]);
}

/** Pools as their load balancers see them, with how they are checked. */
export function health({ simulation }: Sight, args: readonly string[]): string {
  const { pools } = simulation.plant;
  const wanted = args.length > 0 ? [named(args.join(" "), pools, "pool")] : pools;
  return wanted
    .map((pool) => {
      const watches = simulation.backendsOf(pool);
      const healthy = watches.filter(({ isHealthy }) => isHealthy).length;
      const { check } = pool;
      const how = check
        ? `asks ${check.portOnly ? "the port" : "the backend"} every ${check.interval} s, ${check.unhealthy} failures take it out`
        : "no health check";
      const rows = watches.map(({ server, isHealthy }) => [
        `  ${server.name}`,
        server.zone,
        check === null ? "not checked" : isHealthy ? "healthy" : "UNHEALTHY",
      ]);
      return `${pool.label}: ${healthy} of ${watches.length} healthy; ${how}\n${rows.length > 0 ? aligned(rows) : "  no backends"}`;
    })
    .join("\n");
}

export function logs({ log }: Sight, args: readonly string[]): string {
  const count = Number(args[0] ?? 15);
  if (!Number.isInteger(count) || count < 1) throw new CommandProblem("a number of lines is expected: logs 30");
  const last = log.slice(-count);
  return last.length === 0 ? "The log is empty." : last.map(({ at, text }) => `${clock(at)}  ${text}`).join("\n");
}

/** The deployments, or one of them property by property. */
export function diff({ scenario, simulation }: Sight, args: readonly string[]): string {
  const happened = scenario.history.filter(({ at }) => at + scenario.changeAt <= simulation.now);
  const [first] = args;
  if (first === undefined) {
    const rows = happened.map((change, index) => [`${index + 1}`, when(change, scenario), change.by, change.title]);
    return `${aligned([["", "when", "by", "deployment"], ...rows])}\n\`diff N\` shows one of them.`;
  }
  const change = happened[Number(first) - 1];
  if (!change) throw new CommandProblem(`a deployment from 1 to ${happened.length} is expected, not "${first}"`);
  return [`${change.title}, by ${change.by}, ${when(change, scenario)}`, ...change.lines].join("\n");
}

function when({ at }: Change, { changeAt }: Scenario): string {
  return at + changeAt >= 0 ? clock(at + changeAt) : `${Math.round(-at / 3600)} h ago`;
}

/** Whom one can ask: those who hear from users, those who deployed, and the policy pack. */
export function ask({ scenario, simulation, recording }: Sight, [who = ""]: readonly string[]): string {
  const isOn = simulation.now >= scenario.changeAt;
  switch (who) {
    case "support": {
      const share = lockedOut(recording.last(60).flatMap(({ ways }) => ways));
      if (share < 0.01) return "Support: nobody has called.";
      return `Support: about ${percent(share)} of the users who call say that they cannot get in.`;
    }
    case "deployer": {
      const change = isOn ? scenario.history.find(({ at }) => at === 0) : undefined;
      return change
        ? `${change.by}: I rolled out "${change.title}". It went through without an error.`
        : "Nobody is deploying.";
    }
    case "evenkeel": {
      if (!isOn) return "evenkeel check: no findings.";
      const { findings } = scenario.truth;
      if (findings.length === 0) return "evenkeel check: nothing that was not there before the last change.";
      return findings.map(({ policy, level, message }) => `${level}  ${policy}: ${message}`).join("\n");
    }
    default:
      throw new CommandProblem("ask support | ask deployer | ask evenkeel is expected");
  }
}
