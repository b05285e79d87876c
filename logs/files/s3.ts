import type { Readable } from "node:stream";
import { explained } from "../../sources/live/aws/explained";
import { sdk } from "../../sources/live/sdk";
import { LogError } from "../errors";
import type { Bucket } from "./bucket";

const TO_ALLOW = "Allow s3:ListBucket on the bucket, and s3:GetObject on what is in it";

/**
 * A bucket of Amazon S3, with the credentials, the region and the endpoint that the SDK is set to.
 *
 * @throws SourceError when the SDK is not installed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function s3(bucket: string): Promise<Bucket> {
  const { S3Client, GetObjectCommand, paginateListObjectsV2 } = await sdk(
    ["@aws-sdk/client-s3"],
    () => import("@aws-sdk/client-s3"),
  );
  // The name of a bucket in the path works with every server that speaks this API, and with names that hold a dot.
  const client = new S3Client({ followRegionRedirects: true, forcePathStyle: true });
  return {
    async *list(prefix) {
      try {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          for (const { Key, Size } of Contents) if (Key !== undefined && Size !== 0) yield Key;
        }
      } catch (error) {
        throw explained("s3:ListBucket", error, TO_ALLOW);
      }
    },
    async open(name) {
      const { Body } = await client
        .send(new GetObjectCommand({ Bucket: bucket, Key: name }))
        .catch((error: unknown) => {
          throw explained("s3:GetObject", error, TO_ALLOW);
        });
      if (!Body) throw new LogError(`s3://${bucket}/${name}: the object has no content`);
      return Body as Readable;
    },
  };
}
