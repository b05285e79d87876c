import type { Scenario } from "../../drills/scenario/scenario";
import { STYLE, text } from "../report/html-page";

/** The page itself: what is wrong, the charts, and what happens. */
export function pageHtml({ title, briefing, truth, before, seed, level }: Scenario): string {
  const labels = { ways: before.ways.map(({ label }) => label), pools: before.pools.map(({ label }) => label) };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${STYLE}
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
.chart { height: 15rem; }
#events { font-family: ui-monospace, monospace; font-size: 13px; max-height: 24rem; overflow-y: auto; padding: 0; list-style: none; overflow-wrap: anywhere; }
#events .alarm { color: var(--bad); font-weight: 600; } #events .recovered { color: var(--good); } #events .log { color: var(--dim); }
button { font: inherit; padding: 0.3rem 0.8rem; color: inherit; background: var(--chosen); border: 1px solid var(--dim); border-radius: 4px; }
</style>
</head>
<body>
<header><h1>${text(title)}</h1><span id="clock" role="timer">00:00</span><button id="pause" type="button">Pause</button></header>
<main data-labels="${text(JSON.stringify(labels))}">
<p>${text(briefing)}</p>
<details class="finding"><summary>What is hidden (seed ${seed}, level ${level})</summary>
${truth.faults.map(({ at, kind, does }) => `<p><strong>${text(at)}</strong>: ${text(kind)}. ${text(does)}</p>`).join("\n")}
</details>
<p id="alarms" role="status" class="good">No alarm.</p>
<div class="charts">
<section><h2>Requests that fail</h2><div class="chart" id="errors" role="img" aria-label="Part of the requests that fail, over time"></div></section>
<section><h2>Busiest backends, requests a second</h2><div class="chart" id="backends" role="img" aria-label="Requests of the busiest backends, over time"></div></section>
<section><h2>Latency (p95), seconds</h2><div class="chart" id="latency" role="img" aria-label="Latency, over time"></div></section>
<section><h2>Healthy backends</h2><div class="chart" id="health" role="img" aria-label="Healthy backends of each pool, over time"></div></section>
</div>
<section><h2>What happens</h2><ol id="events"></ol></section>
</main>
<script src="page.js"></script>
</body>
</html>`;
}
