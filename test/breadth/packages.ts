import * as aws from "@pulumi/aws";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

class FileAsset extends pulumi.asset.StringAsset {
  constructor(path: string) {
    super(contentOf(path));
  }
}

/** The packages that examples use: the real ones, and of small ones that are not installed here as much as is used. */
export const packages: Readonly<Record<string, unknown>> = {
  "@pulumi/pulumi": { ...pulumi, asset: { ...pulumi.asset, FileAsset } },
  "@pulumi/aws": aws,
  "@pulumi/gcp": gcp,
  "@pulumi/std": {
    file: ({ input }: { input: string }) => result(contentOf(input)),
    format: ({ input, args }: { input: string; args: readonly unknown[] }) =>
      result(args.reduce<string>((text, arg) => text.replace(/%[sdv]/, String(arg)), input)),
    replace: ({ text, search, replace }: { text: string; search: string; replace: string }) =>
      result(text.replaceAll(search, replace)),
  },
  "@pulumiverse/time": {
    // It waits between two resources, which takes no time in a preview.
    Sleep: class extends pulumi.ComponentResource {
      constructor(name: string, _: unknown, { dependsOn }: pulumi.CustomResourceOptions = {}) {
        super("time:index/sleep:Sleep", name, {}, dependsOn === undefined ? {} : { dependsOn });
      }
    },
  },
};

/** The files that examples name are not here either. */
function contentOf(file: string): string {
  return `the content of ${file}`;
}

function result(text: string): Promise<{ result: string }> {
  return Promise.resolve({ result: text });
}
