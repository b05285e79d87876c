import type { compute_v1 } from "@googleapis/compute";
import type { LimitFunction } from "p-limit" with { "resolution-mode": "import" };
import { SourceError } from "../../json";
import { sdk } from "../sdk";
import { explained } from "./explained";
import type { Collection } from "./permissions";

/** Requests that wait for an answer at the same time. */
const AT_ONCE = 8;

const READ_ONLY = "https://www.googleapis.com/auth/compute.readonly";

/** A resource as Google Cloud describes it. */
export type Described = Readonly<Record<string, unknown>>;

/** A page of a list. Of one over several regions and zones, what each of them has. */
interface Page {
  readonly items?: readonly Described[] | Readonly<Record<string, Described>>;
  readonly nextPageToken?: string | null;
  readonly unreachables?: readonly string[] | null;
}

type List = (asked: { project: string; pageToken?: string }) => Promise<{ data: Page }>;

/** A project, as it can be asked. */
export class Project {
  #answers = 0;

  private constructor(
    readonly id: string,
    readonly client: compute_v1.Compute,
    readonly limit: LimitFunction,
    readonly onAnswer: (answers: number) => void,
  ) {}

  /**
   * Credentials are those that an application finds by itself, and so is the project where none is given. An endpoint of one's own
   * is the one that the provider of Pulumi is given.
   *
   * @param onAnswer is told how many answers have come.
   * @throws SourceError when the SDK is not installed, or no project is set.
   */
  static async open(id: string | undefined, onAnswer: (answers: number) => void): Promise<Project> {
    const [{ auth, compute }, { default: pLimit }] = await Promise.all([
      sdk(["@googleapis/compute"], () => import("@googleapis/compute")),
      import("p-limit"),
    ]);
    const credentials = new auth.GoogleAuth({ scopes: [READ_ONLY] });
    const project = id ?? (await usualProject(credentials));
    const endpoint = process.env["GOOGLE_COMPUTE_CUSTOM_ENDPOINT"];
    const client = compute({
      version: "v1",
      auth: credentials,
      ...(endpoint === undefined ? {} : { rootUrl: `${new URL(endpoint).origin}/` }),
      retry: true,
      // The health of a group is asked for by POST, but changes nothing either.
      retryConfig: { httpMethodsToRetry: ["GET", "POST"] },
    });
    return new Project(project, client, pLimit(AT_ONCE), onAnswer);
  }

  /** All resources of a collection, wherever they are. */
  async list(collection: Collection): Promise<Described[]> {
    const { aggregatedList, list } = this.client[collection] as unknown as { aggregatedList?: List; list: List };
    const of = (aggregatedList ?? list).bind(this.client[collection]);
    const all: Described[] = [];
    let pageToken: string | null | undefined;
    do {
      const asked = { project: this.id, ...(pageToken ? { pageToken } : {}) };
      const { data } = await this.ask(collection, () => of(asked));
      if (data.unreachables?.length) throw unreachable(collection, data.unreachables);
      all.push(...itemsIn(data, collection));
      pageToken = data.nextPageToken;
    } while (pageToken);
    return all;
  }

  /** @param what is asked for, for a person. */
  ask<Answer>(what: string, run: () => Promise<Answer>): Promise<Answer> {
    return this.limit(async () => {
      try {
        return await run();
      } catch (error) {
        throw explained(what, error, "`evenkeel live gcp --permissions` prints the role that allows it");
      } finally {
        this.onAnswer((this.#answers += 1));
      }
    });
  }
}

async function usualProject(credentials: { getProjectId(): Promise<string> }): Promise<string> {
  try {
    return await credentials.getProjectId();
  } catch {
    throw new SourceError("No project is set", "Give --project, or set GOOGLE_CLOUD_PROJECT");
  }
}

/** A place that cannot be reached is told of in the answer; what it has would silently be missing. */
function itemsIn({ items = [] }: Page, collection: Collection): readonly Described[] {
  if (Array.isArray(items)) return items as readonly Described[];
  return Object.entries(items as Readonly<Record<string, Described>>).flatMap(([place, { warning, ...lists }]) => {
    const { code = "NO_RESULTS_ON_PAGE" } = (warning ?? {}) as { code?: string };
    if (code !== "NO_RESULTS_ON_PAGE") throw unreachable(collection, [place]);
    return (lists[collection] ?? []) as readonly Described[];
  });
}

function unreachable(collection: string, places: readonly string[]): SourceError {
  return new SourceError(`Google Cloud does not tell the ${collection} of ${places.join(", ")}`, "Try again");
}
