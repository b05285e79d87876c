import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openProject, type Project } from "./project";

/** A listener over two target groups: how many targets each holds, and what part of the traffic it gets. */
export interface Pools {
  readonly blue: Pool;
  readonly green: Pool;
}

interface Pool {
  readonly targets: number;
  readonly weight: number;
}

/** Opens a project that a YAML program describes. */
export async function openPools(pools: Pools): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-pools-"));
  try {
    await writePools(folder, pools);
    return await openProject(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function writePools(folder: string, { blue, green }: Pools): Promise<void> {
  const targetGroups = [
    { arn: "${blue.arn}", weight: blue.weight },
    { arn: "${green.arn}", weight: green.weight },
  ];
  const resources = {
    a: subnet("a", 0),
    b: subnet("b", 1),
    web: resource("lb:LoadBalancer", { subnets: ["${a.id}", "${b.id}"] }),
    http: resource("lb:Listener", {
      loadBalancerArn: "${web.arn}",
      port: 80,
      defaultActions: [{ type: "forward", forward: { targetGroups } }],
    }),
    ...pool("blue", blue),
    ...pool("green", green),
  };
  // JSON is YAML.
  await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "pools", runtime: "yaml", resources }));
}

function pool(name: string, { targets }: Pool): Record<string, object> {
  const registered = Array.from({ length: targets }, (_, index) => {
    const instance = `${name}${index}`;
    const subnetId = index % 2 === 0 ? "${a.id}" : "${b.id}";
    return {
      [instance]: resource("ec2:Instance", { ami: "ami-0a1b2c3d", instanceType: "t3.micro", subnetId }),
      [`${instance}Target`]: resource("lb:TargetGroupAttachment", {
        targetGroupArn: `\${${name}.arn}`,
        targetId: `\${${instance}.id}`,
      }),
    };
  });
  const group = resource("lb:TargetGroup", { vpcId: "vpc-0a1b2c3d", port: 80, protocol: "HTTP" });
  return Object.assign({ [name]: group }, ...registered) as Record<string, object>;
}

function subnet(zone: string, index: number): object {
  const cidrBlock = `10.0.${index}.0/24`;
  return resource("ec2:Subnet", { vpcId: "vpc-0a1b2c3d", cidrBlock, availabilityZone: `us-east-1${zone}` });
}

function resource(type: string, properties: object): object {
  return { type: `aws:${type}`, properties };
}
