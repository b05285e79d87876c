import assert from "node:assert/strict";
import { project } from "../cloud/gcp-project";
import { linkOf, type Kept } from "../cloud/gcp-resources";
import { GcpServer } from "../cloud/gcp-server";
import { gcp } from "../support/gcp";
import type { RouteReport } from "../../cli/report/report";
import { evenkeel, reported, scratchFolder, stateOf } from "./support/command";
import { surrounded } from "./support/surroundings";

describe("evenkeel live gcp", function () {
  this.timeout(60_000);
  const { write } = scratchFolder();
  const server = new GcpServer();

  before(() => server.start());
  after(() => {
    server.stop();
  });
  beforeEach(() => {
    server.calm();
    server.resources = project();
  });
  surrounded(() => ({
    GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${server.url}/compute/v1/`,
    // As a pipeline has them that signs in without a key.
    GOOGLE_APPLICATION_CREDENTIALS: write("account.json", {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/ci",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${server.url}/token`,
      credential_source: { file: write("token", "subject") },
    }),
    GOOGLE_CLOUD_PROJECT: "shop",
    NO_GCE_CHECK: "true",
  }));

  const routes = async (): Promise<Record<string, RouteReport | undefined>> => {
    const { stacks } = await reported(["live", "gcp", "--project", "shop"]);
    return Object.fromEntries((stacks[0]?.routes ?? []).map((route) => [route.label, route]));
  };

  it("shows the routes of URL maps and of forwarding rules", async () => {
    assert.deepEqual(Object.keys(await routes()).sort(), [
      "URL map web",
      "URL map web (all)",
      "URL map web (all: /legacy/*)",
      "forwarding rule inner",
      "proxy mail",
    ]);
  });

  it("guarantees what a group may be scaled down to, and tells what is healthy now", async () => {
    const { "URL map web": route } = await routes();
    assert.deepEqual(route?.floor, { atLeast: 2, atMost: 2 });
    assert.deepEqual(route.zones, { atLeast: 2, atMost: 2 });
    assert.deepEqual(route.pools[0]?.now, { healthy: 4, untold: 0, registered: 4 });
  });

  it("shares among instances and endpoints that a service lists", async () => {
    const { "URL map web (all: /legacy/*)": route } = await routes();
    assert.deepEqual(route?.floor, { atLeast: 4, atMost: 4 });
    assert.deepEqual(route.pools[0]?.members.map(({ label }) => label).sort(), [
      "an endpoint of pods",
      "an endpoint of pods",
      "instance one",
      "instance two",
    ]);
  });

  it("judges the weights as they are now", async () => {
    server.resources = project([0, 100]);
    const { code, out } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.equal(code, 1);
    assert.match(out, /URL map web sends 100 % of its traffic to backend service green, which guarantees 1 target/);
  });

  it("blocks on a service with one healthy backend", async () => {
    server.resources = project([100, 0], { blue: ["HEALTHY", "UNHEALTHY", "UNHEALTHY", "DRAINING"] });
    const { code, out } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.equal(code, 1);
    assert.match(out, /backend service blue has 1 healthy target of 3 now; at least 2 are required/);
  });

  it("does not block on what is not told", async () => {
    server.resources = project([100, 0], { blue: ["HEALTHY", "UNKNOWN", "UNHEALTHY"] });
    const { code, out } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.equal(code, 0, out);
  });

  describe("where something is missing", () => {
    /** The project with one of its resources otherwise than usual. */
    const otherwise = (collection: string, name: string, change: (one: Kept) => Kept) => {
      server.resources = project().map((one) => {
        return one.collection === collection && one.name === name ? change(one) : one;
      });
    };
    const inner = async () => (await routes())["forwarding rule inner"];

    it("tells no health of a service that is not checked", async () => {
      otherwise("backendServices", "inner", (one) => ({ ...one, fields: { ...one.fields, healthChecks: [] } }));
      assert.equal((await inner())?.pools[0]?.now, undefined);
    });

    it("tells no health of a service of which nothing is told", async () => {
      otherwise("backendServices", "inner", (one) => ({ ...one, health: {} }));
      assert.equal((await inner())?.pools[0]?.now, undefined);
    });

    it("shows a service without backends as one that guarantees none", async () => {
      otherwise("backendServices", "inner", (one) => ({
        ...one,
        fields: { ...one.fields, backends: undefined },
      }));
      assert.deepEqual((await inner())?.floor, { atLeast: 0, atMost: 0 });
    });

    it("shows a group without instances as one that guarantees none", async () => {
      otherwise("instanceGroups", "legacy", ({ collection, name, place = "" }) => ({ collection, name, place }));
      assert.deepEqual((await inner())?.floor, { atLeast: 0, atMost: 0 });
    });

    it("leaves out what takes no part in how traffic is shared", async () => {
      server.resources = [...project(), { collection: "targetPools", name: "nowhere" }];
      assert.equal(Object.keys(await routes()).length, 5);
    });
  });

  describe("with the state of a stack", () => {
    /** The URL map as it was deployed: all traffic goes to blue. */
    const stack = () => {
      const groups = {
        blue: linkOf("instanceGroups", "blue", "regions/europe-west1"),
        green: linkOf("instanceGroups", "green", "zones/europe-west1-b"),
      };
      const check = linkOf("healthChecks", "alive");
      const service = (name: "blue" | "green") => {
        const inputs = { healthChecks: check, backends: [{ group: groups[name] }] };
        const selfLink = linkOf("backendServices", name);
        return gcp("compute/backendService:BackendService", name, inputs, { selfLink });
      };
      const weighted = [
        { backendService: linkOf("backendServices", "blue"), weight: 100 },
        { backendService: linkOf("backendServices", "green"), weight: 0 },
      ];
      const inputs = { defaultRouteAction: { weightedBackendServices: weighted } };
      return [
        gcp(
          "compute/regionInstanceGroupManager:RegionInstanceGroupManager",
          "blue",
          { targetSize: 4, region: "europe-west1", distributionPolicyZones: ["europe-west1-b", "europe-west1-c"] },
          { instanceGroup: groups.blue, selfLink: linkOf("instanceGroupManagers", "blue", "regions/europe-west1") },
        ),
        service("blue"),
        service("green"),
        gcp("compute/uRLMap:URLMap", "web", inputs, { selfLink: linkOf("urlMaps", "web") }),
      ];
    };

    it("finds weights that a tool has moved since", async () => {
      const file = write("state.json", stateOf(stack()));
      assert.equal((await evenkeel(["check", file])).code, 0);
      server.resources = project([0, 100]);
      const { code, out, err } = await evenkeel(["check", file, "--live"]);
      assert.equal(code, 1, err);
      assert.match(
        out,
        /backend service green has 1 healthy target of 1 now.*It gets 100 % of the traffic of URL map web/,
      );
    });
  });

  it("reads every page", async () => {
    const whole = await routes();
    server.pageSize = 1;
    assert.deepEqual(await routes(), whole);
  });

  it("asks again where there were too many requests", async () => {
    server.refusals = [{ path: /getHealth$/, status: 429, reason: "rateLimitExceeded", times: 1 }];
    assert.equal(Object.keys(await routes()).length, 5);
  });

  it("names what it is not allowed to ask for, and says what to do", async () => {
    server.refusals = [{ path: /aggregated\/urlMaps$/, status: 403, reason: "forbidden", times: 9 }];
    const { code, out, err } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(
      err,
      /^error: Google Cloud, shop: Google Cloud refuses urlMaps: refused.*`evenkeel live gcp --permissions`/,
    );
  });

  it("does not take a region that cannot be reached for an empty one", async () => {
    server.unreachable = ["regions/us-east1"];
    const { code, err } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.equal(code, 2);
    assert.match(err, /Google Cloud does not tell the \w+ of regions\/us-east1\. Try again$/);
  });

  it("takes the project of the surroundings where none is given", async () => {
    const { stacks } = await reported(["live", "gcp"]);
    assert.equal(stacks[0]?.source, "Google Cloud, shop");
  });

  it("asks for a project where none is set", async () => {
    delete process.env["GOOGLE_CLOUD_PROJECT"];
    const { code, err } = await evenkeel(["live", "gcp"]);
    assert.equal(code, 2);
    assert.match(err, /No project is set\. Give --project, or set GOOGLE_CLOUD_PROJECT/);
  });

  it("says what fails of what it asks for", async () => {
    server.refusals = [{ path: /aggregated\/urlMaps$/, status: 400, reason: "invalid", times: 9 }];
    const { code, err } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.equal(code, 2);
    assert.match(err, /urlMaps fails \(400\): refused by the test: invalid/);
  });

  it("says that it has no credentials", async () => {
    process.env["GOOGLE_APPLICATION_CREDENTIALS"] = "/nowhere";
    const { code, err } = await evenkeel(["live", "gcp", "--project", "shop"]);
    assert.equal(code, 2);
    assert.match(err, /Google Cloud does not know who asks: /);
  });

  it("only reads", async () => {
    await routes();
    for (const asked of server.asked) assert.match(asked, /^GET |\/(getHealth|listInstances|listNetworkEndpoints)$/);
  });

  it("prints a role with the permissions to list all that it lists", async () => {
    await routes();
    const { out } = await evenkeel(["live", "gcp", "--permissions"]);
    const { includedPermissions } = JSON.parse(out) as { includedPermissions: string[] };
    const listed = server.asked.flatMap((asked) => /(?:aggregated|global)\/(\w+)$/.exec(asked)?.[1] ?? []);
    assert.deepEqual(
      listed.filter((collection) => !includedPermissions.includes(`compute.${collection}.list`)),
      [],
    );
  });
});
