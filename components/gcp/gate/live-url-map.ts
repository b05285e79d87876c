import type { compute_v1 } from "@googleapis/compute";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { PATIENCE, told, Untold } from "../../gate/answers";
import { asked } from "./asked";
import { computeClient } from "./client";
import type { UrlMap, Weights } from "./shares";
import { reweighted, spotsOf, type Spot } from "./spots";

const READ_WRITE = "https://www.googleapis.com/auth/compute";

const MAP = /projects\/([^/]+)\/(?:global|regions\/([^/]+))\/urlMaps\/([^/]+)$/;

/** A URL map as Google Cloud has it; there is more in it, all of which stays. */
interface Read extends UrlMap {
  readonly fingerprint?: string;
}

/** How long Google Cloud may take to change a URL map, in milliseconds, and to answer whether it has: it waits two minutes. */
const LONGEST = 300_000;
const LONGEST_WAIT = 150_000;

/** A URL map as it is, of which only weights are changed, and only while nothing else changes it. */
export class LiveUrlMap {
  readonly project: string;
  readonly name: string;
  readonly #region: string | undefined;
  #last: Read = {};

  /** @param id `projects/shop/global/urlMaps/web`. */
  private constructor(
    readonly client: compute_v1.Compute,
    id: string,
  ) {
    const [, project = "", region, name = ""] = MAP.exec(id) ?? [];
    this.project = project;
    this.name = name;
    this.#region = region;
  }

  static async open(id: string): Promise<LiveUrlMap> {
    const map = new LiveUrlMap(await computeClient(READ_WRITE), id);
    await map.lookAgain();
    return map;
  }

  /** What was found in it at the last look. */
  get spots(): readonly Spot[] {
    return spotsOf(this.#last);
  }

  /** Whether it had such weights at the last look. */
  has(weightsAt: ReadonlyMap<string, Weights>): boolean {
    const here = this.spots.filter(({ key }) => weightsAt.has(key)).map(({ key, weights }) => [key, weights] as const);
    return isDeepStrictEqual(new Map(here), weightsAt);
  }

  /** A hash of its contents, at the last look. */
  get fingerprint(): string | undefined {
    return this.#last.fingerprint;
  }

  async lookAgain(): Promise<void> {
    this.#last = await this.#read();
  }

  /** Whether it is otherwise than at the last look, which is after each change of its own. */
  async isChanged(): Promise<boolean> {
    return (await this.#read()).fingerprint !== this.#last.fingerprint;
  }

  /**
   * Gives some spots other weights, and waits until that is done.
   *
   * @throws Error where something else has changed it since the last look.
   * @see https://cloud.google.com/compute/docs/reference/rest/v1/urlMaps/update
   */
  async reweigh(weightsAt: ReadonlyMap<string, Weights>): Promise<void> {
    const requestBody = reweighted(this.#last, weightsAt) as compute_v1.Schema$UrlMap;
    const [which, region] = [{ project: this.project, urlMap: this.name }, this.#region];
    const { urlMaps, regionUrlMaps } = this.client;
    const operation = told(
      await asked(this.#permission("update"), PATIENCE, (options) =>
        region === undefined
          ? urlMaps.update({ ...which, requestBody }, options)
          : regionUrlMaps.update({ ...which, region, requestBody }, options),
      ),
    );
    await this.#done(operation);
    await this.lookAgain();
  }

  async #read(): Promise<Read> {
    const [which, region] = [{ project: this.project, urlMap: this.name }, this.#region];
    const { urlMaps, regionUrlMaps } = this.client;
    const answer = await asked(this.#permission("get"), PATIENCE, (options) =>
      region === undefined ? urlMaps.get(which, options) : regionUrlMaps.get({ ...which, region }, options),
    );
    return told(answer) as Read;
  }

  /** @see https://cloud.google.com/compute/docs/reference/rest/v1/globalOperations/wait */
  async #done(begun: compute_v1.Schema$Operation): Promise<void> {
    const until = Date.now() + LONGEST;
    const [which, region] = [{ project: this.project, operation: begun.name ?? "" }, this.#region];
    const { globalOperations, regionOperations } = this.client;
    let operation = begun;
    while (operation.status !== "DONE") {
      if (Date.now() > until)
        throw new Error(`Google Cloud has not changed URL map ${this.name} in ${LONGEST / 1000} s`);
      const permission = region === undefined ? "compute.globalOperations.get" : "compute.regionOperations.get";
      const answer = await asked(permission, LONGEST_WAIT, (options) =>
        region === undefined
          ? globalOperations.wait(which, options)
          : regionOperations.wait({ ...which, region }, options),
      );
      if (!(answer instanceof Untold)) operation = answer;
      // An answer may come at once, without having waited.
      if (operation.status !== "DONE") await sleep(1000);
    }
    const [error] = operation.error?.errors ?? [];
    if (error) throw new Error(`Google Cloud could not change URL map ${this.name} (${error.code}): ${error.message}`);
  }

  #permission(verb: "get" | "update"): string {
    return `compute.${this.#region === undefined ? "urlMaps" : "regionUrlMaps"}.${verb}`;
  }
}
