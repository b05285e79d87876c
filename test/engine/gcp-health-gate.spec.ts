import assert from "node:assert/strict";
import {
  adoptBackendService,
  Failover,
  GlobalHttpLoadBalancer,
  PassthroughLoadBalancer,
  split,
  type HealthGate,
} from "../../components/gcp";
import { behindGcp } from "../cloud/behind-gcp";
import { linkOf, type Kept } from "../cloud/gcp-resources";
import { REGION, tcp } from "../components/gcp/site";

import type { Outcome } from "./outcome";
import { newStack, type TestStack } from "./stack";

const [HERE, THERE] = [`regions/${REGION}`, "regions/us-central1"];

/** How the backends are of the service that is to get all traffic, or what Google Cloud answers. */
interface Situation {
  readonly states?: readonly string[];
  /** Those of another region, where the service has some there. */
  readonly elsewhere?: readonly string[];
  readonly isDenied?: boolean;
  readonly gate?: HealthGate;
}

/** A backend service as Google Cloud has it, with a group in each of these places. */
function service(name: string, groups: Readonly<Record<string, readonly string[]>>): Kept {
  const health = Object.fromEntries(
    Object.entries(groups).map(([place, states]) => [linkOf("instanceGroups", name, place), states]),
  );
  const backends = Object.keys(health).map((group) => ({ group }));
  return {
    collection: "backendServices",
    name,
    health,
    fields: { healthChecks: [linkOf("healthChecks", name)], backends },
  };
}

describe("The health gate of Google Cloud on the engine", function () {
  this.timeout(120_000);
  const gcp = behindGcp();
  const stacks: TestStack[] = [];
  let unchanged: Promise<TestStack> | undefined;

  /** A site of which green has all traffic, or so much of it as is said. */
  const site = (blue: number, healthGate: HealthGate) => () => {
    const adopted = (name: string) =>
      adoptBackendService(linkOf("backendServices", name), { atLeast: 2, because: "It was there before." });
    const to = split({ to: adopted("blue"), weight: blue }, { to: adopted("green"), weight: 100 - blue });
    new GlobalHttpLoadBalancer("web", { to, healthGate });
    return Promise.resolve();
  };

  after(() => Promise.all(stacks.map((stack) => stack.destroyFiles())));

  /** A stack in which green has all traffic. */
  async function begun(): Promise<TestStack> {
    const stack = await newStack(site(0, {}));
    stacks.push(stack);
    const { ok, output } = await stack.up();
    assert.ok(ok, output);
    assert.deepEqual(gcp.asked, [], "what is created is not asked about");
    return stack;
  }
  /** The same, for tests that leave it so. */
  const asBegun = () => (unchanged ??= begun());

  const of = (states: readonly string[], elsewhere?: readonly string[]) => [
    service("blue", { [HERE]: states, ...(elsewhere ? { [THERE]: elsewhere } : {}) }),
  ];

  /** Gives all traffic to blue, and tells what has become of the URL map. */
  async function shifted(
    stack: TestStack,
    { states = HEALTHY, elsewhere, isDenied = false, gate = { waitFor: 0 } }: Situation,
  ): Promise<Outcome & { readonly isShifted: boolean }> {
    gcp.resources = of(states, elsewhere);
    gcp.refusals = isDenied ? [{ path: /getHealth$/, status: 403, reason: "forbidden", times: 99 }] : [];
    stack.setProgram(site(100, gate));
    const outcome = await stack.up();
    const { inputs } = await stack.onRecord("URLMap::web");
    const { weightedBackendServices: [blue] = [] } = inputs["defaultRouteAction"] as {
      weightedBackendServices?: { weight: number }[];
    };
    return { ...outcome, isShifted: blue?.weight === 100 };
  }

  it("lets traffic through to backends that are healthy, in each region", async () => {
    const { ok, isShifted, output } = await shifted(await begun(), { elsewhere: HEALTHY });
    assert.deepEqual([ok, isShifted], [true, true], output);
  });

  it("asks for nothing in a preview", async () => {
    const stack = await asBegun();
    stack.setProgram(site(100, {}));
    const { ok, output } = await stack.preview();
    assert.ok(ok, output);
    assert.deepEqual(gcp.asked, []);
  });

  const refused: Readonly<Record<string, readonly [Situation, RegExp]>> = {
    "unhealthy backends": [
      { states: ["HEALTHY", "UNHEALTHY", "UNHEALTHY"] },
      /backend service blue would get 100 % of the traffic instead of 0 %: 1 of 3 backends in europe-west1 is healthy \(2 unhealthy\), 2 must be/,
    ],
    "an answer that is denied": [
      { isDenied: true, gate: { waitFor: 600 } },
      /Google Cloud refuses compute.backendServices.get \(forbidden\): refused by the test: forbidden; allow compute.backendServices.get/,
    ],
  };
  for (const [what, [situation, message]] of Object.entries(refused)) {
    it(`leaves the URL map as it is where it finds ${what}`, async () => {
      const { ok, isShifted, output } = await shifted(await asBegun(), situation);
      assert.deepEqual([ok, isShifted], [false, false], output);
      assert.match(output, /before hook "evenkeel:gcp:GlobalHttpLoadBalancer web: health gate of its URL map" failed/);
      assert.match(output, message);
    });
  }

  it("waits for backends that become healthy", async () => {
    const stack = await begun();
    // However long it takes until the gate asks, the first answer is that they are not.
    const watching = setInterval(() => {
      if (gcp.asked.filter((path) => path.endsWith("getHealth")).length > 0) gcp.resources = of(HEALTHY);
    }, 500).unref();
    const { ok, isShifted, output } = await shifted(stack, {
      states: ["UNHEALTHY", "UNHEALTHY"],
      gate: { waitFor: 60 },
    });
    clearInterval(watching);
    assert.deepEqual([ok, isShifted], [true, true], output);
    assert.match(output, /Waiting, for \d+ s at most\. backend service blue would get 100 %/);
  });

  it("is turned off for an emergency, with a reason that is recorded", async () => {
    const stack = await asBegun();
    await stack.configure({ "evenkeel:healthGate": "off", "evenkeel:healthGateReason": "INC-42: back to blue" });
    const { ok, isShifted, output } = await shifted(stack, { states: ["UNHEALTHY", "UNHEALTHY"] });
    assert.deepEqual([ok, isShifted], [true, true], output);
    assert.match(output, /The health gate is off: INC-42: back to blue/);
    assert.deepEqual(gcp.asked, []);
    assert.equal(
      (await stack.onRecord("GlobalHttpLoadBalancer::web")).outputs["healthGate"],
      "off: INC-42: back to blue",
    );
  });

  it("holds up a change of which pool stands by, until that is healthy", async () => {
    const pair = (isSwitched: boolean) => () => {
      const [one, two] = [tcp("one"), tcp("two")];
      const to = isSwitched
        ? new Failover({ primary: two, standby: one })
        : new Failover({ primary: one, standby: two });
      new PassthroughLoadBalancer("db", { region: REGION, clients: ["10.0.0.0/8"], to, healthGate: { waitFor: 0 } });
      return Promise.resolve();
    };
    const stack = await newStack(pair(false));
    stacks.push(stack);
    assert.ok((await stack.up()).ok);
    const { outputs } = await stack.onRecord("RegionBackendService::db");
    const backends = outputs["backends"] as { group: string; failover?: boolean }[];
    const two = backends.find(({ failover }) => failover === true)?.group ?? "";
    const kept = (states: readonly string[]): Kept => ({
      ...{ collection: "backendServices", name: String(outputs["name"]), place: HERE, health: { [two]: states } },
      fields: { region: HERE, healthChecks: ["check"], backends },
    });
    stack.setProgram(pair(true));
    gcp.resources = [kept(["HEALTHY", "UNHEALTHY"])];
    const first = await stack.up();
    assert.equal(first.ok, false, first.output);
    assert.match(
      first.output,
      /would get all traffic, after standing by: 1 of 2 backends in europe-west1, which stands by, is healthy/,
    );
    gcp.resources = [kept(HEALTHY)];
    const second = await stack.up();
    assert.ok(second.ok, second.output);
  });
});

const HEALTHY = ["HEALTHY", "HEALTHY"];
