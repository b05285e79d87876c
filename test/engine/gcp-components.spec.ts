import assert from "node:assert/strict";
import {
  adoptBackendService,
  BucketPool,
  Failover,
  GlobalHttpLoadBalancer,
  PassthroughLoadBalancer,
  RegionalHttpLoadBalancer,
  split,
} from "../../components/gcp";
import { endpoints, launched, REGION, run, scaled, serverless, tcp } from "../components/gcp/site";
import { evenkeel } from "./evenkeel";
import { newStack, type TestStack } from "./stack";
import { together } from "./together";

const STRICT = {
  "traffic-is-provable": "mandatory",
  "spans-two-zones": "mandatory",
  "rollout-keeps-two": "mandatory",
};
const checked = { packs: [evenkeel], packConfig: STRICT };

/** A load balancer of each kind, in front of a pool of each kind. */
function site(): void {
  const of = launched();
  new GlobalHttpLoadBalancer("web", {
    to: split({ to: scaled("blue", of), weight: 90 }, { to: scaled("green", of), weight: 10 }),
    rules: [
      { priority: 1, when: { path: ["/files/*"] }, then: { to: new BucketPool("files", { bucketName: "files" }) } },
      { priority: 2, when: { host: ["api.example.com"] }, then: { to: serverless("api") } },
      { priority: 3, when: { path: ["/pods/*"] }, then: { to: endpoints("pods", { network: of.network }) } },
    ],
  });
  const inner = { region: REGION, network: of.network, proxyOnlyRange: "10.129.0.0/23" };
  new RegionalHttpLoadBalancer("inner", { ...inner, to: scaled("intranet", of) });
  const to = new Failover({ primary: tcp("db", of), standby: tcp("db-standby", of) });
  new PassthroughLoadBalancer("db", { region: REGION, clients: ["10.0.0.0/8"], to });
}

const single = { template: { containers: [{ image: "hello" }], scaling: { maxInstanceCount: 1 } } };

describe("The components of Google Cloud on the engine", function () {
  this.timeout(300_000);

  const observed = together(2, {
    "a site": () =>
      on(site, async (stack) => ({
        first: await stack.preview(checked),
        deployed: await stack.up(checked),
        again: await stack.preview(checked),
      })),
    "a backend service that is made elsewhere": () =>
      on(
        () => {
          const link = "projects/shop/global/backendServices/checkout";
          const to = adoptBackendService(link, { atLeast: 3, because: "The checkout cluster registers its pods" });
          new GlobalHttpLoadBalancer("web", { to });
        },
        async (stack) => ({
          first: await stack.preview({ packs: [evenkeel] }),
          deployed: await stack.preview(checked),
        }),
      ),
    "a service of Cloud Run that may have one instance": () =>
      on(
        () => {
          new GlobalHttpLoadBalancer("web", { to: serverless("hello", {}, run("hello", single)) });
        },
        async (stack) => ({ first: await stack.preview({ packs: [evenkeel] }), deployed: await stack.up() }),
      ),
  });

  it("pass in strict mode, with nothing found: in a first preview, when they are deployed, and after", async () => {
    for (const outcome of Object.values(await observed("a site"))) {
      assert.deepEqual(outcome.violations, [], outcome.output);
      assert.ok(outcome.ok, outcome.output);
    }
  });

  it("do not change where nothing has changed", async () => {
    const again = Object.values(await observed("a site")).at(-1);
    assert.deepEqual(
      again?.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`),
      [],
    );
  });

  it("are not stopped by a backend service that is made elsewhere, whose reason the pack tells", async () => {
    const { first } = await observed("a backend service that is made elsewhere");
    assert.ok(first.ok, first.output);
    const said = first.violations.find(({ policy }) => policy === "traffic-is-provable");
    assert.match(said?.message ?? "", /The checkout cluster registers its pods/);
  });

  it("are stopped by a backend service that is made elsewhere in strict mode", async () => {
    const { deployed } = await observed("a backend service that is made elsewhere");
    assert.equal(deployed.ok, false, deployed.output);
  });

  it("refuse a service of Cloud Run that may have one instance only, before anything leads to it", async () => {
    const { deployed } = await observed("a service of Cloud Run that may have one instance");
    assert.equal(deployed.ok, false, deployed.output);
    const refusal = /service must be one that may have 2 instances, but its template\.scaling\.maxInstanceCount is 1/;
    assert.match(deployed.output, refusal);
    assert.doesNotMatch(deployed.output, /ForwardingRule.* created/);
  });

  it("are found by the pack where a service of Cloud Run may have one instance only, while not all of it is known", async () => {
    const { first } = await observed("a service of Cloud Run that may have one instance");
    assert.ok(first.violations.some(({ policy, level }) => policy === "at-least-two-targets" && level === "mandatory"));
  });
});

async function on<Result>(program: () => unknown, observe: (stack: TestStack) => Promise<Result>): Promise<Result> {
  const stack = await newStack(() => {
    program();
    return Promise.resolve();
  });
  try {
    return await observe(stack);
  } finally {
    await stack.destroyFiles();
  }
}
