import type { compute_v1 } from "@googleapis/compute";
import { Config } from "@pulumi/pulumi";
import { loaded } from "../../gate/answers";

/** A read of a group's health, and a question in PromQL, are asked by POST, but change nothing; nor does waiting. */
export const RETRIED = { retry: true, retryConfig: { httpMethodsToRetry: ["GET", "POST"] } };

const sdk = () => loaded("@googleapis/compute", () => import("@googleapis/compute"));

/**
 * Compute Engine, as the provider reaches it.
 *
 * @param scope what it may do: `https://www.googleapis.com/auth/compute.readonly`.
 */
export async function computeClient(scope: string): Promise<compute_v1.Compute> {
  const { compute } = await sdk();
  const rootUrl = rootOf("compute");
  return compute({
    ...{ version: "v1", auth: await signedIn(scope), ...RETRIED },
    ...(rootUrl === undefined ? {} : { rootUrl: `${rootUrl}/` }),
  });
}

/** What signs requests: with the credentials that the provider is given, else those that an application finds by itself. */
export async function signedIn(scope: string) {
  const { auth } = await sdk();
  return new auth.GoogleAuth({ scopes: [scope], ...given() });
}

/** The server that the provider is told to ask instead of Google's. */
export function rootOf(service: "compute" | "monitoring"): string | undefined {
  const variable = `GOOGLE_${service.toUpperCase()}_CUSTOM_ENDPOINT`;
  const endpoint = new Config("gcp").get(`${service}CustomEndpoint`) ?? process.env[variable];
  return endpoint === undefined ? undefined : new URL(endpoint).origin;
}

function given() {
  const value = new Config("gcp").get("credentials") ?? process.env["GOOGLE_CREDENTIALS"];
  if (value === undefined) return {};
  return value.trimStart().startsWith("{") ? { credentials: JSON.parse(value) as object } : { keyFile: value };
}
