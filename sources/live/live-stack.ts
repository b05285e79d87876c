import type { PoolHealth, Resource } from "../../traffic";
import { Secrets } from "../secrets";
import type { StackFile } from "../stack-file";

/** What a cloud runs, as resources that the analyser reads, with what a state cannot tell. */
export interface LiveStack extends StackFile {
  readonly kind: "live";
  /** What was read: a region, a project. */
  readonly place: string;
  /** By the URN of the pool: a target group, a classic load balancer, a backend service. */
  readonly health: ReadonlyMap<string, PoolHealth>;
}

/** What readers of a cloud's services find, put together. */
export class Findings {
  readonly #resources: Resource[] = [];
  readonly #health = new Map<string, PoolHealth>();

  constructor(
    readonly cloud: "aws" | "gcp",
    /** What is read: a region, a project. */
    readonly place: string,
  ) {}

  /**
   * Adds a resource; a cloud's answer says what was asked for and what came of it at once.
   *
   * @param id what tells it from the others of its type.
   * @param name what a person calls it.
   * @returns its URN.
   */
  add(type: string, id: string, properties: Resource["inputs"], name = id): string {
    const urn = `urn:pulumi:live::${this.cloud}-${this.place}::${type}::${id}`;
    this.#resources.push({
      ...{ urn, type, name, inputs: properties, outputs: properties },
      propertyDependencies: {},
      ignoreChanges: [],
    });
    return urn;
  }

  addHealth(urn: string, health: PoolHealth): void {
    this.#health.set(urn, health);
  }

  get stack(): LiveStack {
    return {
      kind: "live",
      place: this.place,
      resources: this.#resources,
      health: this.#health,
      secrets: new Secrets(),
    };
  }
}
