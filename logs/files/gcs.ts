import { explained } from "../../sources/live/gcp/explained";
import { sdk } from "../../sources/live/sdk";
import type { Bucket } from "./bucket";

const READ_ONLY = "https://www.googleapis.com/auth/devstorage.read_only";

const TO_ALLOW = "Grant roles/storage.objectViewer on the bucket";

/**
 * A bucket of Cloud Storage, with the application default credentials.
 *
 * @throws SourceError when the SDK is not installed.
 * @see https://cloud.google.com/storage/docs/json_api/v1/objects/list
 */
export async function gcs(bucket: string): Promise<Bucket> {
  const { storage, auth } = await sdk(["@googleapis/storage"], () => import("@googleapis/storage"));
  // The variable by which Cloud Storage's own SDKs are led to another server, as for tests.
  const host = process.env["STORAGE_EMULATOR_HOST"];
  const client = storage({
    version: "v1",
    auth: new auth.GoogleAuth({ scopes: [READ_ONLY] }),
    ...(host === undefined ? {} : { rootUrl: host.endsWith("/") ? host : `${host}/` }),
  });
  return {
    async *list(prefix) {
      let pageToken: string | undefined;
      do {
        const page = { bucket, prefix, fields: "items(name,size),nextPageToken", ...(pageToken ? { pageToken } : {}) };
        const { data } = await client.objects.list(page).catch((error: unknown) => {
          throw explained("storage.objects.list", error, TO_ALLOW);
        });
        for (const { name, size } of data.items ?? []) if (name && size !== "0") yield name;
        pageToken = data.nextPageToken ?? undefined;
      } while (pageToken !== undefined);
    },
    async open(object) {
      const asked = client.objects.get({ bucket, object, alt: "media" }, { responseType: "stream" });
      const { data } = await asked.catch((error: unknown) => {
        throw explained("storage.objects.get", error, TO_ALLOW);
      });
      return data;
    },
  };
}
