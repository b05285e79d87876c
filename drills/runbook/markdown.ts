import { summaryOf, type Traffic } from "../../traffic";
import { percent, targets } from "../../policies/words";
import type { Balancer, Step } from "./balancer";
import { fenced } from "./shell";

/** What a runbook says besides what the stack does. */
export interface About {
  /** Where the values are from. */
  readonly source: string;
  /** Whom to tell, as a person says it. */
  readonly contacts: readonly string[];
  /** Takes secrets out of what is shown. */
  readonly hide: (text: string) => string;
}

/** The runbook of each load balancer, in one text. */
export function runbookMarkdown(balancers: readonly Balancer[], traffic: Traffic, about: About): string {
  return `${balancers.map((one) => about.hide(runbookOf(one, traffic, about))).join("\n\n")}\n`;
}

function runbookOf(
  { label, owner, routes, commands }: Balancer,
  traffic: Traffic,
  { source, contacts }: About,
): string {
  const told = [...contacts, ...(owner === undefined ? [] : [`its owner, as its tags say: ${owner}`])];
  return [
    `# Runbook: ${plain(label)}`,
    `Written from ${plain(source)}; names, ARNs and weights are the ones in it. Write it anew after each change. Nothing here changes anything but what stands under a heading that says "changes".`,
    "## How its traffic should be shared",
    sharing(routes.map((route) => summaryOf(traffic, route))),
    "## How to see that it is not",
    ...steps(commands.inspect),
    "`evenkeel live` says the same of all load balancers at once, with what each backend gets.",
    "## The first five minutes",
    [
      "1. Say that you are on it, and start a timeline: every command with its time.",
      "2. Compare what runs with the table above: who gets more than the largest share, which pool has fewer healthy backends than its floor?",
      "3. Has somebody deployed in the last hour? Then put that back first, and look for the reason afterwards.",
      "4. If weights differ from those here, put the last good ones back, below. If one backend gets too much while others stand by, drain it.",
      "5. Tell those named below what users feel, and when you will write again: at the latest in 15 minutes.",
    ].join("\n"),
    "## Put the last good weights back (changes what runs)",
    ...(commands.restore.length > 0
      ? steps(commands.restore)
      : ["No command is written for it: put the last good commit back with `pulumi up`."]),
    "Then bring the program to the same, or the next `pulumi up` undoes it: `pulumi refresh` shows what differs.",
    "## Drain a favourite (changes what runs)",
    "Only where at least two healthy backends are left: else the rest of the traffic falls on the last one. What is under way is answered first.",
    ...(commands.drain.length > 0 ? steps(commands.drain) : ["No command is written for it."]),
    "## Whom to tell",
    told.length > 0
      ? told.map((one) => `- ${plain(one)}`).join("\n")
      : "Nobody is named. Write this anew with `--contact`, or give the load balancer a tag `owner`.",
    "## What not to do",
    [
      "- Do not run `pulumi up --skip-preview`: the policies would speak after the change.",
      "- Do not restart a backend that is overloaded before it gets less: it comes back cold to the same traffic.",
      "- Do not drain, deregister or set to 0 while fewer than three backends are healthy.",
      "- Do not lower health checks to get backends back in: users get their errors instead.",
      "- Do not run a command from here twice because it seems slow; look again first.",
    ].join("\n"),
  ].join("\n\n");
}

function sharing(summaries: readonly ReturnType<typeof summaryOf>[]): string {
  const rows = summaries.flatMap(({ label, largestShare, pools }) =>
    pools.length === 0
      ? [[label, "nobody", "", "", ""]]
      : pools.map((pool) => [label, pool.label, percent(pool.share), targets(pool.backends), percent(largestShare)]),
  );
  const head = ["route", "pool", "its share", "guarantees", "largest share of one backend"];
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => plain(cell).replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function steps(all: readonly Step[]): string[] {
  return all.flatMap(({ text, commands }) => [
    plainKeepingCode(text),
    ...(commands.length > 0 ? [fenced(commands)] : []),
  ]);
}

function plainKeepingCode(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[<>]/g, (one) => `\\${one}`);
}

/** Names are no markup. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, " ").replace(/[\\`*_<>[\]]/g, (one) => `\\${one}`);
}
