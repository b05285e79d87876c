import type { PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import {
  messageOf,
  PropertyError,
  readGraph,
  ReadError,
  Traffic,
  type Properties,
  type Resource,
  type StackOptions,
} from "../traffic";
import { adapt, plainProperties } from "./adapt";
import type { Decided } from "./configuration-is-valid";
import { Judgement } from "./judgement";
import { Levels } from "./levels";
import type { Level } from "./rule";
import { resourceOf, stackIn } from "./words";

/** The type of the resource that stands for the stack itself: the first one that the engine checks, before any step. */
export const ROOT = "pulumi:pulumi:Stack";

/** What went wrong while the stack was read. */
export interface Failure {
  /** The resource that was being read, where it is known. */
  readonly urn: string | undefined;
  readonly message: string;
  /** What to do about it, where that is not to correct the resource. */
  readonly remedy?: string;
}

/** One look at a stack: all rules judge the same analysis. */
export interface Round {
  readonly analysis:
    { readonly judgement: Judgement; readonly resources: readonly Resource[] } | { readonly failure: Failure };
  readonly levels: Levels;
  /** The policies that have spoken. */
  readonly judged: Set<string>;
  failureIsTold: boolean;
}

/**
 * What the engine has told of the stack so far. It checks resource by resource with their inputs, and in the end the whole
 * stack with the outputs: both are needed, and the second does not have the first.
 */
export class Session {
  readonly #inputs = new Map<string, Properties>();
  #options: StackOptions = {};
  #decided: Pick<Decided, "exemptions" | "stacks" | "isBroken"> = { exemptions: [], stacks: [], isBroken: false };
  #round: Round | undefined;
  readonly #told = new Map<string, Level>();

  /** Keeps a resource's inputs. A new look at resources starts a new round. */
  collect({ urn, type, props }: ResourceValidationArgs): void {
    this.#inputs.set(urn, plainProperties(props));
    this.#round = undefined;
    if (type === ROOT) this.#told.clear();
  }

  /** Keeps in mind that a policy has spoken, and how loudly. */
  hear(policy: string, level: Level): void {
    if (level === "mandatory" || !this.#told.has(policy)) this.#told.set(policy, level);
  }

  /** Whether one of the policies has said what blocks; also those that a configuration of the engine's makes blocking. */
  isBlocked(alsoBlocking: readonly string[]): boolean {
    return [...this.#told].some(([policy, level]) => level === "mandatory" || alsoBlocking.includes(policy));
  }

  /** How the stack is to be read. */
  get options(): StackOptions {
    return this.#options;
  }

  configure(options: StackOptions): void {
    this.#options = options;
  }

  /** Applies a team's decisions to what is found from now on. */
  apply(decided: Decided): void {
    this.#decided = decided;
    this.#round = undefined;
  }

  /** The level of what blocks whatever its policy's level is. */
  get whenBlocking(): Level {
    return this.#decided.isBroken ? "advisory" : "mandatory";
  }

  /** The round in which this rule judges; a new one where it has judged in the last. */
  roundFor(rule: string, args: StackValidationArgs): Round {
    if (!this.#round || this.#round.judged.has(rule)) {
      const levels = new Levels(this.#decided, stackIn(args.resources[0]?.urn ?? ""));
      this.#round = { analysis: this.#analyse(args), levels, judged: new Set(), failureIsTold: false };
    }
    this.#round.judged.add(rule);
    return this.#round;
  }

  #analyse({ resources }: StackValidationArgs): Round["analysis"] {
    let reading: PolicyResource | undefined;
    try {
      const adapted = resources.map((resource) => {
        reading = resource;
        return adapt(resource, this.#inputs.get(resource.urn));
      });
      reading = undefined;
      return { judgement: new Judgement(new Traffic(readGraph(adapted, this.#options))), resources: adapted };
    } catch (error) {
      const urn = error instanceof ReadError ? error.urn : reading?.urn;
      const where = urn === undefined || isNamedIn(error) ? "" : ` while reading ${resourceOf(urn)}`;
      const message = `Evenkeel could not analyse this stack${where}: ${messageOf(error)}`;
      return { failure: { urn, message } };
    }
  }
}

/** Whether the error's own words name the resource. */
function isNamedIn(error: unknown): boolean {
  return error instanceof ReadError && error.cause instanceof PropertyError;
}
