import { parseArgs } from "node:util";
import { awsNative } from "./aws/native";
import { aws } from "./aws/provider";
import { gcp } from "./gcp/provider";
import { serve } from "./serve";

const clouds = [aws, awsNative, gcp];

/** `node main.js [package]`: prints the port, then serves until it is told to stop or its parent is gone. */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const wanted = positionals[0] ?? aws.package;
  const cloud = clouds.find((known) => known.package === wanted);
  if (cloud === undefined)
    throw new Error(`no cloud ${wanted}; there are ${clouds.map((known) => known.package).join(", ")}`);

  const loopback = await serve(cloud);
  console.log(String(loopback.port));
  const leave = () => {
    loopback.stop();
    process.exit();
  };
  process.once("SIGTERM", leave);
  // The parent may die without a signal; its end of the pipe closes then.
  process.stdin.once("end", leave).resume();
}

void main();
