// @ts-check
import { shownPulumi } from "./demo/pulumi.mjs";
import { startStandIn } from "./demo/stand-in.mjs";
import { workspace } from "./demo/workspace.mjs";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { setup } from "./setup.mjs";

const policy = "at-least-two-targets";
const pack = root.replace(/\/$/, "");

await whenStarted(import.meta.url, async (log) => {
  const { directories } = await setup(log);
  const project = workspace(`${root}examples/incident-2024-08-20`, directories);
  project.env["PULUMI_DEBUG_PROVIDERS"] = `aws:${await startStandIn()}`;
  const pulumi = shownPulumi(project, log);
  /** @param {string} text */
  const tell = (text) => log.say(`\n${log.paint("bold", text)}\n`);

  tell("The incident of 2024-08-20, replayed.");
  log.say("A provider on this machine stands in for AWS: no account is used, and nothing is created anywhere.");

  tell("The service: blue, with five servers in two zones, takes all traffic. Green has one server and takes none.");
  await pulumi("stack", "init", "demo");
  await pulumi("config", "set", "certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/example");
  await pulumi("config", "set", "logBucket", "example-logs");
  await pulumi("config", "set", "ami", "ami-0123456789abcdef0");
  const service = await pulumi("up", "--yes", "--suppress-progress", "--policy-pack", pack);
  if (service.exit !== 0) throw new Error("Expected: the service as it was is accepted. It was not; see above.");

  tell("The routine change: the two weights trade places.");
  await pulumi("config", "set", "greenWeight", "100");
  await pulumi("config", "set", "blueWeight", "0");
  const change = await pulumi("preview", "--suppress-progress", "--policy-pack", pack);
  if (change.exit === 0) throw new Error("Expected: the change is blocked. It was accepted.");
  if (!change.lines.some((line) => line.includes("[mandatory]") && line.includes(policy))) {
    throw new Error(`Expected: the policy ${policy} blocks the change. Something else did; see above.`);
  }

  log.say(log.paint("bold", "Blocked in its preview, before anything changed. On 2024-08-20 nothing stopped it."));
});
