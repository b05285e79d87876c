import type { Bucket } from "./bucket";

/** What is named by `s3://bucket/prefix` or `gs://bucket/prefix`; undefined where it is a file. */
export function bucketNamed(source: string): { cloud: "s3" | "gs"; bucket: string; prefix: string } | undefined {
  const [, cloud, bucket, prefix = ""] = /^(s3|gs):\/\/([^/]+)(?:\/(.*))?$/s.exec(source) ?? [];
  return (cloud === "s3" || cloud === "gs") && bucket !== undefined ? { cloud, bucket, prefix } : undefined;
}

/** @throws SourceError when the SDK of the cloud is not installed. */
export async function openBucket(cloud: "s3" | "gs", bucket: string): Promise<Bucket> {
  if (cloud === "s3") return (await import("./s3.js")).s3(bucket);
  return (await import("./gcs.js")).gcs(bucket);
}
