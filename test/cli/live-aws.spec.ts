import assert from "node:assert/strict";
import { makeAccount, REGION, ZONES, type Account } from "../cloud/aws-account";
import { AwsProxy } from "../cloud/aws-proxy";
import { startMoto, type Moto } from "../cloud/moto";
import type { Properties } from "../../traffic";
import { existing } from "../support/resources";
import type { RouteReport } from "../../cli/report/report";
import { evenkeel, previewOf, reported, scratchFolder, stateOf } from "./support/command";
import { holdsToSchema } from "./support/schema";
import { surrounded } from "./support/surroundings";

describe("evenkeel live aws", function () {
  this.timeout(120_000);
  let moto: Moto | undefined;
  let proxy: AwsProxy;
  let account: Account;
  let endpoint = "";

  before(async () => {
    moto = await startMoto();
    account = await makeAccount(moto.url);
    proxy = new AwsProxy(moto.url);
    endpoint = await proxy.start();
  });
  after(async () => {
    await moto?.stop();
    proxy.stop();
  });
  beforeEach(() => {
    proxy.calm();
  });
  surrounded(() => ({
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/nowhere",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    AWS_PROFILE: undefined,
  }));

  const routes = async (): Promise<Record<string, RouteReport | undefined>> => {
    const { stacks } = await reported(["live", "aws"]);
    return Object.fromEntries((stacks[0]?.routes ?? []).map((route) => [route.label, route]));
  };
  /** Makes all registered instances healthy but these. */
  const unhealthy = (...ids: readonly (string | undefined)[]) => {
    const all = Object.values(account.instances).flat();
    proxy.states = Object.fromEntries(all.map((id) => [id, ids.includes(id) ? "unhealthy" : "healthy"]));
  };

  it("shows the listeners, rules and classic load balancers of the region", async () => {
    assert.deepEqual(Object.keys(await routes()).sort(), [
      "classic load balancer old",
      "listener web:80",
      "listener web:80 rule 10 (/api/*)",
      "listener web:80 rule 20 (/tasks/*)",
      "listener web:80 rule 30 (sets.example.com)",
    ]);
  });

  it("shares traffic as the weights say", async () => {
    const { "listener web:80": route } = await routes();
    assert.deepEqual(
      route?.pools.map(({ label }) => label),
      ["target group blue"],
    );
    assert.deepEqual(route.zones, { atLeast: 2, atMost: 2 });
    assert.equal(route.largestShare === "[secret]" ? NaN : route.largestShare.atMost?.toFixed(3), "0.333");
  });

  it("guarantees what a group may be scaled down to, not what it has", async () => {
    const { "listener web:80 rule 10 (/api/*)": route } = await routes();
    assert.deepEqual(route?.floor, { atLeast: 2, atMost: 2 });
    assert.deepEqual(
      route.pools[0]?.members.map(({ label }) => label),
      ["Auto Scaling group api"],
    );
    assert.equal(route.pools[0].now?.registered, 3);
  });

  it("judges the room that a schedule leaves a service", async () => {
    const { stacks } = await reported(["live", "aws"]);
    const [finding] = stacks[0]?.findings.filter(({ policy }) => policy === "capacity-is-not-capped") ?? [];
    assert.match(finding?.message ?? "", /evening takes ECS service app down to 2 at some time of day/);
  });

  it("guarantees what a service may be scaled down to, by a schedule too", async () => {
    const { "listener web:80 rule 20 (/tasks/*)": route } = await routes();
    assert.deepEqual(route?.floor, { atLeast: 2, atMost: 2 });
  });

  it("tells how many targets are healthy now, next to what is guaranteed", async () => {
    unhealthy(account.instances.blue[2]);
    const { "listener web:80": route } = await routes();
    assert.deepEqual(route?.pools[0]?.now, { healthy: 2, untold: 0, registered: 3 });
    assert.deepEqual(route.floor, { atLeast: 3, atMost: 3 });
    assert.match((await evenkeel(["live", "aws"])).out, /Healthy now/);
  });

  it("counts no target that is being taken out", async () => {
    unhealthy();
    const [first = ""] = account.instances.blue;
    proxy.states = { ...proxy.states, [first]: "draining" };
    const { "listener web:80": route } = await routes();
    assert.deepEqual(route?.pools[0]?.now, { healthy: 2, untold: 0, registered: 2 });
    assert.deepEqual(route.floor, { atLeast: 2, atMost: 2 });
  });

  it("counts an instance of a classic load balancer that is out of service", async () => {
    proxy.states = { [account.instances.old[0] ?? ""]: "OutOfService" };
    const { "classic load balancer old": route } = await routes();
    assert.deepEqual(route?.pools[0]?.now, { healthy: 1, untold: 0, registered: 2 });
  });

  it("blocks on a pool with one healthy target, though it guarantees more", async () => {
    unhealthy(account.instances.blue[0], account.instances.blue[1]);
    const { code, out } = await evenkeel(["live", "aws"]);
    assert.equal(code, 1);
    assert.match(
      out,
      /target group blue has 1 healthy target of 3 now; at least 2 are required\. It gets 100 % of the traffic of listener web:80\./,
    );
  });

  it("advises on a pool with fewer healthy targets than it guarantees", async () => {
    unhealthy(account.instances.blue[0]);
    const { stacks } = await reported(["live", "aws"]);
    const [finding] = stacks[0]?.findings.filter(({ policy }) => policy === "targets-are-healthy") ?? [];
    assert.equal(finding?.level, "advisory");
    assert.equal(
      finding.message,
      "target group blue has 2 healthy targets of 3 now, fewer than the 3 that it guarantees.",
    );
  });

  it("judges the weights as they are now", async () => {
    await account.weigh(0, 100);
    try {
      const { code, out } = await evenkeel(["live", "aws"]);
      assert.equal(code, 1);
      assert.match(
        out,
        /sends 100 % of its traffic to target group green, which guarantees 1 target \(instance green0\)/,
      );
    } finally {
      await account.weigh(100, 0);
    }
  });

  it("reports what the schema says", async () => {
    holdsToSchema(await reported(["live", "aws"]));
  });

  it("reads every page", async () => {
    const whole = await routes();
    for (const what of ["LoadBalancers", "TargetGroups", "Rules", "Listeners"]) {
      proxy.disturb(`elasticloadbalancing:Describe${what}`, { pageSize: 1 });
    }
    assert.deepEqual(await routes(), whole);
    const pages = proxy.asked.filter((action) => action === "elasticloadbalancing:DescribeTargetGroups").length - 1;
    assert.equal(pages, 5);
  });

  it("asks again where AWS is asked too much", async () => {
    proxy.disturb("elasticloadbalancing:DescribeRules", { refusals: { code: "Throttling", status: 400, times: 2 } });
    assert.equal(Object.keys(await routes()).length, 5);
  });

  it("gives up where AWS never answers, and says what it asked for", async () => {
    proxy.disturb("elasticloadbalancing:DescribeRules", { refusals: { code: "Throttling", status: 400, times: 99 } });
    const { code, out, err } = await evenkeel(["live", "aws"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^error: AWS: elasticloadbalancing:DescribeRules fails \(Throttling\): /);
  });

  it("names what it is not allowed to ask for, and says what to do", async () => {
    const refusals = { code: "AccessDeniedException", status: 400, times: 99 };
    proxy.disturb("ecs:ListClusters", { refusals });
    const { code, out, err } = await evenkeel(["live", "aws"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /AWS refuses ecs:ListClusters: refused by the test.*`evenkeel live aws --permissions`/s);
  });

  it("asks for no more than so much at once", async () => {
    for (const what of [
      "DescribeRules",
      "DescribeTargetHealth",
      "DescribeTargetGroupAttributes",
      "DescribeListeners",
    ]) {
      proxy.disturb(`elasticloadbalancing:${what}`, { delayMs: 50 });
    }
    await routes();
    assert.ok(proxy.mostAtOnce > 1 && proxy.mostAtOnce <= 8, String(proxy.mostAtOnce));
  });

  it("asks for what its least policy allows: all of it, and nothing else", async () => {
    await routes();
    const { out } = await evenkeel(["live", "aws", "--permissions"]);
    const { Statement } = JSON.parse(out) as { Statement: { Action: string[] }[] };
    assert.deepEqual([...new Set(proxy.asked)].sort(), Statement[0]?.Action);
  });

  it("reads several regions", async () => {
    const { stacks } = await reported(["live", "aws", "--region", REGION, "--region", "us-east-1"]);
    assert.deepEqual(
      stacks.map(({ source, routes: all }) => [source, all.length]),
      [
        [`AWS, ${REGION}`, 5],
        ["AWS, us-east-1", 0],
      ],
    );
  });

  it("asks for a region where none is set", async () => {
    delete process.env["AWS_REGION"];
    const { code, err } = await evenkeel(["live", "aws"]);
    assert.deepEqual([code, err], [2, "error: AWS: No region is set. Give --region, or set AWS_REGION"]);
  });

  it("says that it has no credentials", async () => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    const { code, err } = await evenkeel(["live", "aws"]);
    assert.equal(code, 2);
    assert.match(err, /^error: AWS: AWS does not know who asks \(CredentialsProviderError\): .*AWS_PROFILE/);
  });

  it("takes no project", async () => {
    const { code, err } = await evenkeel(["live", "aws", "--project", "shop"]);
    assert.deepEqual([code, err], [2, "error: AWS has regions, no projects"]);
  });

  describe("with the state of a stack", () => {
    const { write } = scratchFolder();
    afterEach(() => account.weigh(100, 0));

    /** The stack as it was deployed: all traffic goes to blue. */
    const stack = ({ blue = 100, green = 0 } = {}, ignoreChanges: readonly string[] = []) => {
      const deployed = (type: string, name: string, arn: string, inputs: Properties, left: readonly string[] = []) =>
        existing(type, name, inputs, { outputs: { ...inputs, arn, id: arn }, ignoreChanges: left });
      const group = (name: "blue" | "green") => {
        const own = deployed("aws:lb/targetGroup:TargetGroup", name, account.groups[name], { name });
        const members = account.instances[name].map((targetId, index) =>
          existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${name}${index}`, {
            ...{ targetGroupArn: account.groups[name], targetId, availabilityZone: ZONES[index % 2] ?? null },
          }),
        );
        return [own, ...members];
      };
      const weights = { blue, green };
      const targetGroups = (["blue", "green"] as const).map((name) => ({
        arn: account.groups[name],
        weight: weights[name],
      }));
      const subnets = account.subnets.map((id, index) =>
        existing("aws:ec2/subnet:Subnet", id, { availabilityZone: ZONES[index] ?? null }, { outputs: { id } }),
      );
      const front = deployed("aws:lb/loadBalancer:LoadBalancer", "web", account.balancer, {
        ...{ name: "web", subnets: account.subnets },
      });
      const inputs = {
        ...{ loadBalancerArn: account.balancer, port: 80 },
        defaultActions: [{ type: "forward", forward: { targetGroups } }],
      };
      const listener = deployed("aws:lb/listener:Listener", "web", account.listener, inputs, ignoreChanges);
      return [front, ...subnets, listener, ...group("blue"), ...group("green")];
    };

    it("finds weights that a tool has moved since", async () => {
      await account.weigh(0, 100);
      const file = write("state.json", stateOf(stack()));
      assert.equal((await evenkeel(["check", file])).code, 0);
      const { code, out } = await evenkeel(["check", file, "--live"]);
      assert.equal(code, 1);
      assert.match(out, /sends 100 % of its traffic to target group green, which guarantees 1 target/);
    });

    it("compares the state with what runs", async () => {
      await account.weigh(0, 100);
      const { code, out } = await evenkeel(["compare", write("state.json", stateOf(stack())), "--live"]);
      assert.equal(code, 1);
      assert.match(out, /COLLAPSE {2}listener web:80/);
    });

    it("knows weights that the program leaves to somebody else", async () => {
      const file = write("state.json", stateOf(stack({}, ["defaultActions"])));
      const [told, known] = [await reported(["check", file]), await reported(["check", file, "--live"])];
      const shares = [told, known].map(({ stacks }) => {
        const share = stacks[0]?.routes.find(({ label }) => label === "listener web:80")?.largestShare;
        return share === "[secret]" ? share : share?.atMost?.toFixed(2);
      });
      assert.deepEqual(shares, ["1.00", "0.33"]);
    });

    it("shows the rules that somebody has added", async () => {
      const { stacks } = await reported(["check", write("state.json", stateOf(stack())), "--live"]);
      assert.deepEqual(stacks[0]?.routes.map(({ label }) => label).sort(), [
        "listener web:80",
        "listener web:80 rule 10 (/api/*)",
        "listener web:80 rule 20 (/tasks/*)",
        "listener web:80 rule 30 (sets.example.com)",
      ]);
    });

    it("tells how the targets are", async () => {
      unhealthy(account.instances.blue[0], account.instances.blue[1]);
      const { stacks } = await reported(["check", write("state.json", stateOf(stack())), "--live"]);
      const route = stacks[0]?.routes.find(({ label }) => label === "listener web:80");
      assert.deepEqual(route?.pools[0]?.now, { healthy: 1, untold: 0, registered: 3 });
      assert.ok(stacks[0]?.findings.some(({ policy }) => policy === "targets-are-healthy"));
    });

    it("says what a preview makes of what runs, not of what was deployed", async () => {
      await account.weigh(0, 100);
      const preview = write("preview.json", previewOf(stack(), stack({ blue: 90, green: 10 })));
      const { stacks } = await reported(["compare", preview, "--live"]);
      const [change] = stacks[0]?.comparison?.changes.filter(({ label }) => label === "listener web:80") ?? [];
      assert.deepEqual(
        [change?.before, change?.after].map((route) => route?.pools.map(({ label }) => label)),
        [["target group green"], ["target group blue", "target group green"]],
      );
    });

    it("leaves as it runs what a preview does not change", async () => {
      await account.weigh(0, 100);
      const preview = write("preview.json", previewOf(stack(), stack()));
      const { code, out } = await evenkeel(["check", preview, "--live"]);
      assert.equal(code, 1, out);
    });

    it("says that none of it is there", async () => {
      const elsewhere = JSON.stringify(stateOf(stack())).replaceAll(
        /(loadbalancer|targetgroup|listener)\/(app\/)?/g,
        "$1/not-$2",
      );
      const { code, err } = await evenkeel(["check", write("state.json", elsewhere), "--live"]);
      assert.equal(code, 2);
      assert.match(
        err,
        /None of what shares this stack's traffic is where it was deployed\. Are these the credentials/,
      );
    });

    it("says that there is nothing to ask for", async () => {
      const { code, err } = await evenkeel(["check", write("state.json", stateOf([])), "--live"]);
      assert.equal(code, 2);
      assert.match(err, /Nothing that shares traffic is deployed\. Leave --live away/);
    });

    it("takes no two files", async () => {
      const file = write("state.json", stateOf(stack()));
      const { code, err } = await evenkeel(["compare", file, file, "--live"]);
      assert.equal(code, 2);
      assert.match(err, /--live compares one state with what runs/);
    });
  });
});
