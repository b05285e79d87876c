import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Resource, Value } from "../../traffic";
import { makeAccount, REGION, ZONES, type Account } from "../cloud/aws-account";
import { startMoto, type Moto } from "../cloud/moto";
import { resourcesOf } from "../proof/faults/example";
import { script } from "../scripts/scripts";
import { split } from "../support/aws";
import { existing } from "../support/resources";
import { wholeGcpStack } from "../support/whole-gcp-stack";
import { wholeStack } from "../support/whole-stack";
import { evenkeel, previewOf, scratchFolder, stateOf } from "./support/command";

const run = promisify(execFile);

/** The sections of a runbook, by heading, with the commands in each. */
function commandsIn(runbook: string): Map<string, string[]> {
  const sections = runbook.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [heading = ""] = section.split("\n");
      const blocks = [...section.matchAll(/^(`{3,})sh\n([\s\S]*?)\n\1$/gm)].map(([, , text = ""]) => text);
      return [heading, blocks.flatMap((text) => text.split("\n"))];
    }),
  );
}

/** What of the command line of AWS and Google Cloud only reads. */
const READS = /^(aws (elbv2|elb|cloudwatch) (describe|get)-|gcloud compute \S+ (describe|get-health) )/;

describe("evenkeel runbook", function () {
  this.timeout(120_000);
  const { write } = scratchFolder();
  const written = async (resources: readonly Resource[], ...args: string[]) => {
    const { out, err } = await evenkeel(["runbook", write("state.json", stateOf(resources)), ...args]);
    assert.equal(err, "");
    return out;
  };

  it("tells how the traffic of each route should be shared", async () => {
    const out = await written(split({ blue: { weight: 90, targets: 3 }, green: { weight: 10, targets: 2 } }));
    assert.match(out, /^# Runbook: load balancer web$/m);
    assert.match(out, /\| listener web:443 \| target group blue \| 90 % \| 3 targets \| 30 % \|/);
  });

  it("names whom to tell: those that are given, and the owner that a tag names", async () => {
    const stack = split({ blue: { weight: 1, targets: 2 } }).map((one) =>
      one.name === "web" && one.type.includes("oadBalancer:")
        ? { ...one, inputs: { ...one.inputs, tags: { Team: "payments" } } }
        : one,
    );
    assert.match(
      await written(stack, "--contact", "on call: #platform"),
      /- on call: #platform\n- its owner, as its tags say: payments/,
    );
  });

  it("shows commands that change something under headings that say so only, for both clouds", async () => {
    for (const [example, config] of [
      ["aws-web-service", {}],
      ["gcp-web-service", { "gcp:region": "us-central1" }],
    ] as const) {
      for (const [heading, commands] of commandsIn(await written(await resourcesOf(example, config)))) {
        assert.ok(heading.includes("(changes what runs)") || commands.every((one) => READS.test(one)), heading);
      }
    }
  });

  it("can be written of everything that decides traffic", async () => {
    for (const stack of [wholeStack(), wholeGcpStack()]) {
      const out = await written(stack);
      // What belongs to Elastic Load Balancing only is asked of it.
      assert.doesNotMatch(out, /elbv2.*(accelerator|lattice)/i);
      for (const [heading, commands] of commandsIn(out)) {
        assert.ok(heading.includes("(changes what runs)") || commands.every((one) => READS.test(one)), heading);
      }
    }
  });

  it("looks at the metric that a Network Load Balancer has, in its region", async () => {
    const front = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/web/50dc6c495c0c9188";
    const stack = split({ blue: { weight: 1, targets: 2 } }).map((one) => {
      if (one.type.includes("oadBalancer:")) return { ...one, outputs: { ...one.outputs, arn: front } };
      return one.type.includes("listener:") ? { ...one, inputs: { ...one.inputs, loadBalancerArn: front } } : one;
    });
    const [metric = ""] = (commandsIn(await written(stack)).get("How to see that it is not") ?? []).slice(-1);
    assert.match(metric, /--namespace AWS\/NetworkELB .*Name=LoadBalancer,Value=net\/web\/50dc6c495c0c9188/);
    assert.match(metric, /--region eu-west-1/);
  });

  it("says where to look targets up that come and go", async () => {
    const all = commandsIn(await written(await resourcesOf("aws-web-service")));
    const drains = all.get("Drain a favourite (changes what runs)") ?? [];
    assert.ok(drains.length > 0 && drains.every((one) => one.includes("--targets Id=TARGET")));
  });

  it("puts back and drains the groups of Google Cloud by their capacity scalers", async () => {
    const all = commandsIn(await written(await resourcesOf("gcp-web-service", { "gcp:region": "us-central1" })));
    assert.match(
      all.get("Put the last good weights back (changes what runs)")?.join() ?? "",
      /update-backend web .*--capacity-scaler=1/,
    );
    assert.match(
      all.get("Drain a favourite (changes what runs)")?.join() ?? "",
      /update-backend web .*--capacity-scaler=0/,
    );
  });

  it("leaves a listener alone that does more than forward", async () => {
    const stack = split({ blue: { weight: 1, targets: 2 } }).map((one) => {
      if (!one.type.includes("listener:")) return one;
      const actions = one.inputs["defaultActions"] as Value[];
      return { ...one, inputs: { ...one.inputs, defaultActions: [{ type: "authenticate-oidc" }, ...actions] } };
    });
    assert.match(await written(stack), /listener web:443 has actions besides forwarding/);
  });

  it("needs a stack that is deployed, and one with a load balancer", async () => {
    const stack = split({ blue: { weight: 1, targets: 2 } });
    const failed = async (...args: string[]) => {
      const { code, out, err } = await evenkeel(["runbook", ...args]);
      assert.deepEqual([code, out], [2, ""]);
      return err;
    };
    assert.match(
      await failed(write("preview.json", previewOf(stack, stack))),
      /preview.json: a preview shows what is to be/,
    );
    assert.match(await failed(write("empty.json", stateOf([]))), /empty.json: nothing in it takes traffic for others/);
    assert.match(await failed(), /a state or --stack is expected/);
    assert.match(await failed("state.json", "--stack", "prod"), /exclude each other/);
    const planned = stack.map((one) => ({ ...one, outputs: one.inputs }));
    assert.match(await failed(write("planned.json", stateOf(planned))), /listener web:443 has no ARN/);
  });

  describe("on an account", () => {
    let moto: Moto;
    let account: Account;
    let client: ElasticLoadBalancingV2Client;
    let folder: string;
    let env: NodeJS.ProcessEnv;

    before(async () => {
      moto = await startMoto();
      account = await makeAccount(moto.url);
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      client = new ElasticLoadBalancingV2Client({ endpoint: moto.url, region: REGION, credentials });
      folder = mkdtempSync(join(tmpdir(), "evenkeel-aws-"));
      const { ensureMoto } = await script<{ readonly ensureMoto: () => Promise<string> }>("moto.mjs");
      writeFileSync(join(folder, "aws"), '#!/bin/sh\nexec python3 -m awscli "$@"\n');
      chmodSync(join(folder, "aws"), 0o755);
      env = {
        PATH: [folder, process.env["PATH"]].join(delimiter),
        HOME: folder,
        PYTHONPATH: await ensureMoto(),
        AWS_ENDPOINT_URL: moto.url,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_PAGER: "",
      };
    });
    after(async () => {
      await moto.stop();
      rmSync(folder, { recursive: true });
    });

    /** What Pulumi's state says of the load balancer with the two pools. */
    function stack(): Resource[] {
      const arn = (value: string) => ({ outputs: { arn: value, id: value } });
      const { balancer, listener, groups, instances } = account;
      const subnets = account.subnets.map((id, index) =>
        existing("aws:ec2/subnet:Subnet", `s${index}`, { availabilityZone: ZONES[index] ?? "" }, { outputs: { id } }),
      );
      const targetGroups = [
        { arn: groups.blue, weight: 100 },
        { arn: groups.green, weight: 0 },
      ];
      const attachments = (["blue", "green"] as const).flatMap((pool) =>
        instances[pool].map((targetId, index) =>
          existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${pool}${index}`, {
            ...{ targetGroupArn: groups[pool], targetId, port: 80 },
          }),
        ),
      );
      return [
        ...subnets,
        existing("aws:lb/loadBalancer:LoadBalancer", "web", { subnets: account.subnets }, arn(balancer)),
        existing("aws:lb/targetGroup:TargetGroup", "blue", {}, arn(groups.blue)),
        existing("aws:lb/targetGroup:TargetGroup", "green", {}, arn(groups.green)),
        ...attachments,
        existing(
          "aws:lb/listener:Listener",
          "web",
          { loadBalancerArn: balancer, port: 80, defaultActions: [{ type: "forward", forward: { targetGroups } }] },
          arn(listener),
        ),
      ];
    }

    const shell = (commands: readonly string[]) => run("sh", ["-euc", commands.join("\n")], { env });
    const { listenerNow, targetsNow } = {
      listenerNow: async () => {
        const asked = { ListenerArns: [account.listener] };
        const { Listeners = [] } = await client.send(new DescribeListenersCommand(asked));
        return Listeners[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight);
      },
      targetsNow: async () => {
        const asked = { TargetGroupArn: account.groups.blue };
        const { TargetHealthDescriptions = [] } = await client.send(new DescribeTargetHealthCommand(asked));
        return TargetHealthDescriptions.flatMap(({ Target, TargetHealth }) =>
          TargetHealth?.State === "draining" ? [] : (Target?.Id ?? []),
        );
      },
    };
    const everything = async () => [
      await listenerNow(),
      await targetsNow(),
      (await client.send(new DescribeRulesCommand({ ListenerArn: account.listener }))).Rules,
    ];

    it("looks without changing anything", async () => {
      const before = await everything();
      const reading = [...commandsIn(await written(stack()))]
        .filter(([heading]) => !heading.includes("changes"))
        .flatMap(([, all]) => all);
      assert.equal(reading.length, 6);
      const { stdout } = await shell(reading);
      assert.match(stdout, /"TargetHealthDescriptions"/);
      assert.match(stdout, /"Datapoints"/);
      assert.deepEqual(await everything(), before);
    });

    it("puts the last good weights back", async () => {
      await account.weigh(0, 100);
      await shell(commandsIn(await written(stack())).get("Put the last good weights back (changes what runs)") ?? []);
      assert.deepEqual(await listenerNow(), [100, 0]);
    });

    it("puts the target group of a rule back", async () => {
      const asked = { ListenerArn: account.listener };
      const ruleNow = async () => {
        const { Rules = [] } = await client.send(new DescribeRulesCommand(asked));
        return Rules.find(({ Priority }) => Priority === "10");
      };
      const { RuleArn = "" } = (await ruleNow()) ?? {};
      const Actions = [{ Type: "forward", TargetGroupArn: account.groups.green } as const];
      await client.send(new ModifyRuleCommand({ RuleArn, Actions }));
      const rule = existing(
        "aws:lb/listenerRule:ListenerRule",
        "api",
        {
          ...{ listenerArn: account.listener, priority: 10 },
          actions: [{ type: "forward", targetGroupArn: account.groups.blue }],
        },
        { outputs: { arn: RuleArn, id: RuleArn } },
      );
      const commands = commandsIn(await written([...stack(), rule])).get(
        "Put the last good weights back (changes what runs)",
      );
      await shell((commands ?? []).filter((one) => one.includes("modify-rule")));
      assert.equal((await ruleNow())?.Actions?.[0]?.TargetGroupArn, account.groups.blue);
    });

    it("looks at a classic load balancer, and drains one of its instances", async () => {
      const name = "old";
      const arn = `arn:aws:elasticloadbalancing:${REGION}:123456789012:loadbalancer/${name}`;
      const inputs = { name, instances: account.instances.old, availabilityZones: ZONES };
      const all = commandsIn(
        await written([existing("aws:elb/loadBalancer:LoadBalancer", name, inputs, { outputs: { arn } })]),
      );
      const look = () => shell(all.get("How to see that it is not") ?? []);
      const [first = "", second = ""] = account.instances.old;
      assert.match((await look()).stdout, new RegExp(`${first}[^]*${second}`));
      await shell((all.get("Drain a favourite (changes what runs)") ?? []).slice(0, 1));
      assert.doesNotMatch((await look()).stdout, new RegExp(first));
    });

    it("drains one target", async () => {
      const all = commandsIn(await written(stack())).get("Drain a favourite (changes what runs)") ?? [];
      assert.equal(all.length, 4);
      await shell(all.slice(0, 1));
      assert.deepEqual(await targetsNow(), account.instances.blue.slice(1));
    });
  });
});
