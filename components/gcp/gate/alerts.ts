import { PATIENCE, told } from "../../gate/answers";
import { asked } from "./asked";
import { RETRIED, rootOf, signedIn } from "./client";

const READ_ONLY = "https://www.googleapis.com/auth/monitoring.read";

/** An answer to a question in PromQL. */
interface Answer {
  readonly data?: { readonly resultType?: string; readonly result?: readonly unknown[] };
}

/**
 * Asks Cloud Monitoring which of some alerts ring at the moment. The API that lists incidents is a preview still; questions in PromQL
 * are what alert policies are made of.
 *
 * @param project whose metrics they are about.
 * @param queries PromQL that gives something while it is wrong, by the name of the alert.
 * @returns what tells the names of those that ring. One without enough data does not.
 * @throws Error when a question is none, or Google Cloud does not answer.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.location.prometheus.api.v1/query
 */
export async function openAlerts(
  project: string,
  queries: Readonly<Record<string, string>>,
): Promise<() => Promise<readonly string[]>> {
  const all = Object.entries(queries);
  if (all.length === 0) return () => Promise.resolve([]);
  const auth = await signedIn(READ_ONLY);
  const root = rootOf("monitoring") ?? "https://monitoring.googleapis.com";
  const url = `${root}/v1/projects/${project}/location/global/prometheus/api/v1/query`;
  return async () => {
    const answers = await Promise.all(
      all.map(async ([name, query]) => {
        const answer = await asked(`monitoring.timeSeries.list for alert ${name}`, PATIENCE, (options) => {
          const data = new URLSearchParams({ query });
          return auth.request<Answer>({ url, method: "POST", data, ...RETRIED, ...options });
        });
        return { name, ...told(answer).data };
      }),
    );
    return answers.flatMap(({ name, resultType, result = [] }) => {
      if (resultType === "vector") return result.length > 0 ? [name] : [];
      throw new Error(
        `alert ${name} must be PromQL that gives a vector, as a comparison does, but gives ${resultType ?? "nothing of the kind"}`,
      );
    });
  };
}
