// @ts-check
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";

// A process of its own: the installer cannot be stopped from within, and this can be when it takes too long.
await PulumiCommand.install({ root: /** @type {string} */ (process.argv[2]) });
