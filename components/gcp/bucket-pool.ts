import { BackendBucket } from "@pulumi/gcp/compute";
import type { ComponentResourceOptions, CustomResourceOptions, Input } from "@pulumi/pulumi";
import { Pool, type Front, type Service } from "./pool";
import { cdnBlock, type RequestSettings } from "./service";

export interface BucketPoolArgs extends Pick<RequestSettings, "cdn" | "edgeSecurityPolicyId" | "responseHeaders"> {
  /** Name of the bucket of Cloud Storage, whose objects everybody may read. */
  readonly bucketName: Input<string>;
  /** Whether answers are compressed that clients can take so; true by default. */
  readonly compression?: boolean;
}

const TYPE = "evenkeel:gcp:BucketPool";

/**
 * The objects of a bucket. It has no backends that traffic could gather on, and no health check: Cloud Storage scales by itself.
 *
 * @throws InputPropertyError that names the property of the cache that is out of range.
 * @see https://cloud.google.com/load-balancing/docs/backend-bucket
 */
export class BucketPool extends Pool<"BUCKET"> {
  readonly protocol = "BUCKET";
  readonly region = undefined;
  readonly #args: BucketPoolArgs;

  constructor(name: string, args: BucketPoolArgs, options: ComponentResourceOptions = {}) {
    if (args.cdn) cdnBlock(args.cdn);
    super(TYPE, name, options);
    this.#args = args;
    this.registerOutputs({});
  }

  protected serve(name: string, _: Front, options: CustomResourceOptions): Service {
    const { bucketName, cdn, edgeSecurityPolicyId, responseHeaders, compression = true } = this.#args;
    return new BackendBucket(
      name,
      {
        bucketName,
        compressionMode: compression ? "AUTOMATIC" : "DISABLED",
        ...(cdn === undefined ? {} : { enableCdn: true, cdnPolicy: cdnBlock(cdn) }),
        ...(edgeSecurityPolicyId === undefined ? {} : { edgeSecurityPolicy: edgeSecurityPolicyId }),
        ...(responseHeaders === undefined ? {} : { customResponseHeaders: [...responseHeaders] }),
      },
      options,
    );
  }
}
