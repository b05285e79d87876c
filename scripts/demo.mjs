// @ts-check
import { stripVTControlCharacters } from "node:util";
import { startStandIn } from "./demo/stand-in.mjs";
import { neutralEnvironment, workspace } from "./demo/workspace.mjs";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { start } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const policy = "at-least-two-targets";
const pack = root.replace(/\/$/, "");

await whenStarted(import.meta.url, async (log) => {
  const { directories } = await setup(log);
  const standIn = await startStandIn();
  const project = workspace(`${root}examples/incident-2024-08-20`);
  const env = { ...neutralEnvironment(directories), ...project.env, PULUMI_DEBUG_PROVIDERS: `aws:${standIn.port}` };

  /** @param {string} text */
  const tell = (text) => log.say(`\n${log.paint("bold", text)}`);

  /** @param {string[]} args */
  async function pulumi(...args) {
    log.say(log.paint("dim", `\n$ pulumi ${args.join(" ")}`));
    const { code, lines } = start("pulumi", [...args, "--color", log.colour ? "always" : "never"], {
      cwd: project.folder,
      env,
      onLine: log.say,
    });
    const exit = await code;
    log.say(log.paint("dim", `exit code ${exit}`));
    return { exit, lines: lines.map((line) => stripVTControlCharacters(line)) };
  }

  try {
    tell("The incident of 2024-08-20, replayed.");
    log.say("A provider on this machine stands in for AWS: no account is used and nothing is created anywhere.");

    tell("The service: all traffic on blue, five servers in two zones. Green has one server and no traffic.");
    await pulumi("stack", "init", "demo");
    await pulumi("config", "set", "certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/example");
    await pulumi("config", "set", "logBucket", "example-logs");
    await pulumi("config", "set", "ami", "ami-0123456789abcdef0");
    const good = await pulumi("up", "--yes", "--policy-pack", pack);
    if (good.exit !== 0) throw new Error("Expected the service as it was to be accepted, and it was not: see above.");

    tell("The routine change: two numbers trade places.");
    await pulumi("config", "set", "greenWeight", "100");
    await pulumi("config", "set", "blueWeight", "0");
    const bad = await pulumi("preview", "--policy-pack", pack);
    if (bad.exit === 0) throw new Error("Expected the change to be blocked, and it was accepted.");
    if (!bad.lines.some((line) => line.includes("mandatory") && line.includes(policy))) {
      throw new Error(`Expected the policy ${policy} to block the change; something else did: see above.`);
    }

    tell("Blocked at its preview, before anything changed. On 2024-08-20 nothing stopped it.");
  } finally {
    await standIn.stop();
    project.remove();
  }
});
