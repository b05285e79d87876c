import type { Input } from "@pulumi/pulumi";

/** Where a load balancer writes its access logs. */
export interface AccessLogs {
  /** The name of the bucket, which lets the load balancer write into it: as its policy gives it, so that this is made first. */
  readonly bucket: Input<string>;
  /** What the names of the objects begin with. */
  readonly prefix?: Input<string>;
}
