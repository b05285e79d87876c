import assert from "node:assert/strict";
import { evenkeel, example } from "./evenkeel";
import type { Outcome } from "./outcome";
import { openProject } from "./project";
import { together } from "./together";
import { saidByCore } from "./verdicts";

const pack = ["--policy-pack", evenkeel];

describe("The example of the incident", () => {
  const observed = together(1, {
    "the whole story": async (): Promise<{ service: Outcome; change: Outcome }> => {
      const project = await openProject(example("incident-2024-08-20"));
      const set = async (key: string, value: string | number) => {
        const { exitCode, stderr } = await project.pulumi("config", "set", key, String(value));
        assert.equal(exitCode, 0, stderr);
      };
      try {
        await set("certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/example");
        await set("logBucket", "example-logs");
        await set("ami", "ami-0123456789abcdef0");
        const service = await project.up(...pack);
        await set("greenWeight", 100);
        await set("blueWeight", 0);
        return { service, change: await project.preview(...pack) };
      } finally {
        await project.destroyFiles();
      }
    },
  });

  it("deploys the service as it was", async () => {
    const { service } = await observed("the whole story");
    assert.equal(service.exitCode, 0, service.output);
    assert.deepEqual(saidByCore(service), [], service.output);
  });

  it("is told, before any ARN is known, that nobody can say which of the weights is green's", async () => {
    const { service } = await observed("the whole story");
    assert.match(service.output, /\[advisory\].*traffic-is-provable .*TargetGroup: green\)/);
  });

  it("is refused the change that caused the outage", async () => {
    const { change } = await observed("the whole story");
    assert.deepEqual(saidByCore(change), ["mandatory at-least-two-targets green"], change.output);
    assert.equal(change.exitCode, 1);
  });
});
