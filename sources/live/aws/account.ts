import type { LimitFunction } from "p-limit" with { "resolution-mode": "import" };
import { SourceError } from "../../json";
import { sdk } from "../sdk";
import { explained } from "./explained";
import type { Action } from "./permissions";

/** Requests that wait for an answer at the same time; the SDK sends those again that AWS turns away because they are too many. */
const AT_ONCE = 8;

/** A region of an account, as it can be asked. */
export class Account {
  private constructor(
    readonly region: string,
    readonly packages: Packages,
    readonly limit: LimitFunction,
    readonly onAnswer: (answers: number) => void,
  ) {}

  #answers = 0;

  /**
   * Credentials, the region where none is given, endpoints and retries are those of the SDK, and so are the environment variables
   * and files that set them.
   *
   * @param onAnswer is told how many answers have come.
   * @throws SourceError when the SDK is not installed, or no region is set.
   */
  static async open(region: string | undefined, onAnswer: (answers: number) => void): Promise<Account> {
    const [packages, { default: pLimit }] = await Promise.all([sdk(PACKAGES, load), import("p-limit")]);
    return new Account(region ?? (await usualRegion(packages)), packages, pLimit(AT_ONCE), onAnswer);
  }

  /** Asks for something that is told at once. */
  ask<Answer>(action: Action, run: () => Promise<Answer>): Promise<Answer> {
    return this.limit(async () => {
      try {
        return await run();
      } catch (error) {
        throw explained(action, error, "`evenkeel live aws --permissions` prints the policy that allows it");
      } finally {
        this.onAnswer((this.#answers += 1));
      }
    });
  }

  /** Asks for something that is told page by page. */
  askAll<Page, Item>(
    action: Action,
    pages: AsyncIterable<Page>,
    itemsOf: (page: Page) => readonly Item[] | undefined,
  ): Promise<Item[]> {
    return this.ask(action, async () => {
      const all: Item[] = [];
      for await (const page of pages) all.push(...(itemsOf(page) ?? []));
      return all;
    });
  }
}

const PACKAGES = [
  "@aws-sdk/client-application-auto-scaling",
  "@aws-sdk/client-auto-scaling",
  "@aws-sdk/client-ec2",
  "@aws-sdk/client-ecs",
  "@aws-sdk/client-elastic-load-balancing",
  "@aws-sdk/client-elastic-load-balancing-v2",
] as const;

export type Packages = Awaited<ReturnType<typeof load>>;

async function load() {
  const [scaling, autoScaling, ec2, ecs, classic, balancing] = await Promise.all([
    import("@aws-sdk/client-application-auto-scaling"),
    import("@aws-sdk/client-auto-scaling"),
    import("@aws-sdk/client-ec2"),
    import("@aws-sdk/client-ecs"),
    import("@aws-sdk/client-elastic-load-balancing"),
    import("@aws-sdk/client-elastic-load-balancing-v2"),
  ]);
  return { scaling, autoScaling, ec2, ecs, classic, balancing };
}

async function usualRegion({ balancing }: Packages): Promise<string> {
  try {
    return await new balancing.ElasticLoadBalancingV2Client().config.region();
  } catch {
    throw new SourceError("No region is set", "Give --region, or set AWS_REGION");
  }
}
