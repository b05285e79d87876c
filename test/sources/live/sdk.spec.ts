import assert from "node:assert/strict";
import { sdk } from "../../../sources/live/sdk";

describe("The SDK of a cloud", () => {
  it("is asked for by name where it is not installed", async () => {
    const missing = Object.assign(new Error("Cannot find module"), { code: "ERR_MODULE_NOT_FOUND" });
    await assert.rejects(
      sdk(["@aws-sdk/client-ec2", "@aws-sdk/client-ecs"], () => Promise.reject(missing)),
      /^SourceError: The SDK of the cloud is not installed\. npm install @aws-sdk\/client-ec2 @aws-sdk\/client-ecs$/,
    );
  });

  it("tells what else is wrong with it", async () => {
    await assert.rejects(
      sdk([], () => Promise.reject(new Error("it wants another Node.js"))),
      /^Error: it wants another Node\.js$/,
    );
  });
});
