import type { PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { PropertyError, readGraph, ReadError, Traffic, type Properties, type StackOptions } from "../traffic";
import { adapt, plainProperties } from "./adapt";
import type { Finding, Unproved } from "./rule";
import { resourceOf } from "./words";

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
  readonly analysis: { readonly traffic: Traffic } | { readonly failure: Failure };
  /** The rules that have judged. */
  readonly judged: Set<string>;
  /** The pools and routes that each rule has spoken of, and whether it proved a fault there. */
  readonly spokenOf: Map<string, ReadonlyMap<string, (Finding | Unproved)["kind"]>>;
  readonly unproved: Unproved[];
  failureIsTold: boolean;
}

/**
 * What the engine has told of the stack so far. It checks resource by resource with their inputs, and in the end the whole
 * stack with the outputs: both are needed, and the second does not have the first.
 */
export class Session {
  readonly #inputs = new Map<string, Properties>();
  #options: StackOptions = {};
  #round: Round | undefined;

  /** Keeps a resource's inputs. A new look at resources starts a new round. */
  collect({ urn, props }: ResourceValidationArgs): void {
    this.#inputs.set(urn, plainProperties(props));
    this.#round = undefined;
  }

  configure(options: StackOptions): void {
    this.#options = options;
  }

  /** The round in which this rule judges; a new one where it has judged in the last. */
  roundFor(rule: string, args: StackValidationArgs): Round {
    if (!this.#round || this.#round.judged.has(rule)) {
      const analysis = this.#analyse(args);
      this.#round = { analysis, judged: new Set(), spokenOf: new Map(), unproved: [], failureIsTold: false };
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
      return { traffic: new Traffic(readGraph(adapted, this.#options)) };
    } catch (error) {
      const urn = error instanceof ReadError ? error.urn : reading?.urn;
      const where = urn === undefined || isNamedIn(error) ? "" : ` while reading ${resourceOf(urn)}`;
      const message = `Evenkeel could not analyse this stack${where}: ${error instanceof Error ? error.message : String(error)}`;
      return { failure: { urn, message } };
    }
  }
}

/** Whether the error's own words name the resource. */
function isNamedIn(error: unknown): boolean {
  return error instanceof ReadError && error.cause instanceof PropertyError;
}
