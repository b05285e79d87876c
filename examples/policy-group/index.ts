/** The pack for some stacks of an organisation on Pulumi Cloud: which ones, in which version, with which configuration. */
import { readFileSync } from "node:fs";
import { Config } from "@pulumi/pulumi";
import { PolicyGroup } from "@pulumi/pulumiservice";

interface Stack {
  /** Name of the stack. */
  readonly name: string;
  /** Name of its project. */
  readonly routingProject: string;
}

const config = new Config();
const organizationName = config.require("organization");
const stacks = config.requireObject<readonly Stack[]>("stacks");
// A version that `npm run policy:publish` has published. To roll back, set the one before, and update.
const versionTag = config.require("version");
const configuration = config.get("configuration") ?? "evenkeel.json";

export const group = new PolicyGroup("evenkeel", {
  name: config.get("group") ?? "evenkeel",
  organizationName,
  entityType: "stacks",
  // The default only reports; this stops the update.
  mode: "preventative",
  stacks: stacks.map(({ name, routingProject }) => ({ name, routingProject })),
  policyPacks: [
    {
      name: "evenkeel",
      versionTag,
      config: JSON.parse(readFileSync(configuration, "utf8")) as Record<string, unknown>,
    },
  ],
}).name;
