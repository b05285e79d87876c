import { after } from "mocha";
import { awsNative } from "./loopback/aws/native";
import { aws } from "./loopback/aws/provider";
import { gcp } from "./loopback/gcp/provider";
import { github, pulumiService } from "./loopback/plain";
import { serve, type Loopback } from "./loopback/serve";

let serving: Promise<readonly Loopback[]> | undefined;

/** The clouds that all stacks of this test run share, served from the first call on. */
export function clouds(): Promise<readonly Loopback[]> {
  return (serving ??= Promise.all([aws, awsNative, gcp, github, pulumiService].map(serve)));
}

// An open port keeps the process alive, so the last test of the first file takes it along; later files open their own, until mocha
// ends the process that runs them.
after(async () => {
  const served = await serving;
  serving = undefined;
  for (const cloud of served ?? []) cloud.stop();
});
