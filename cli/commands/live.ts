import type { Command } from "./command";
import { failing, judging, quietly, SEVERAL } from "./options";

export const liveCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "live <cloud>",
    "Judge what a cloud runs now, with the health of its targets; it only reads",
    (own) =>
      judging(own)
        .positional("cloud", { choices: ["aws", "gcp"] as const, demandOption: true, description: "Whom to ask" })
        .options({
          region: { ...SEVERAL, description: "Region of AWS; that of the SDK's own configuration by default" },
          project: { ...SEVERAL, description: "Project of Google Cloud; that of the credentials by default" },
          permissions: {
            type: "boolean",
            default: false,
            description: "Print the least policy of AWS, or role of Google Cloud, that this needs",
          },
          "fail-on": failing(["mandatory", "advisory", "never"], ["mandatory"]),
        })
        .conflicts("region", "project")
        .example("$0 live aws --region eu-west-1 --region us-east-1", "Judge two regions")
        .example("$0 live gcp --project shop-prod --format html > now.html", "See where traffic goes now")
        .example("$0 live aws --permissions", "What the reader must be allowed to do"),
    async ({ cloud, region = [], project = [], permissions, failOn, quiet, config, format, sarifLocation }) => {
      const { live } = await import("../live.js");
      const other = cloud === "aws" ? project : region;
      if (other.length > 0)
        throw new Error(cloud === "aws" ? "AWS has regions, no projects" : "Give --project, not --region");
      const places = cloud === "aws" ? region : project;
      const asked = { cloud, places, permissions, failOn, quiet, config, format, sarifLocation };
      end(await live(asked, quietly(terminal, quiet)));
    },
  );
