import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GcpServer } from "./gcp-server";

/** For the tests of a suite, lets what programs ask Google Cloud reach a server that speaks its API. */
export function behindGcp(): GcpServer {
  const server = new GcpServer();
  const environment = { ...process.env };
  let folder: string | undefined;

  before(async () => {
    await server.start();
    folder = await mkdtemp(join(tmpdir(), "evenkeel-gcp-"));
    const [token, account] = [join(folder, "token"), join(folder, "account.json")];
    await writeFile(token, "subject");
    // As a pipeline has them that signs in without a key.
    await writeFile(
      account,
      JSON.stringify({
        type: "external_account",
        audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/ci",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: `${server.url}/token`,
        credential_source: { file: token },
      }),
    );
    Object.assign(process.env, {
      GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${server.url}/compute/v1/`,
      GOOGLE_MONITORING_CUSTOM_ENDPOINT: `${server.url}/`,
      GOOGLE_APPLICATION_CREDENTIALS: account,
      GOOGLE_CLOUD_PROJECT: "shop",
      NO_GCE_CHECK: "true",
    });
  });
  beforeEach(() => {
    server.calm();
  });
  after(async () => {
    process.env = environment;
    server.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });
  return server;
}
