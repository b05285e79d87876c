import {
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { Guarantees } from "./monitor/watched";
import type { Protocol } from "./protocols";

/** The kind of load balancer that leads to a pool. Without a region it is global. */
export interface Front {
  readonly scheme: "EXTERNAL_MANAGED" | "INTERNAL_MANAGED" | "EXTERNAL" | "INTERNAL";
  readonly region?: string;
}

/** What a load balancer leads to: a backend service, or a backend bucket. */
export interface Service {
  /** `projects/shop/global/backendServices/web`. */
  readonly id: Output<string>;
  /** The name by which Cloud Monitoring knows it. */
  readonly name: Output<string>;
}

/**
 * Backends, of which at least two are guaranteed, and how they are to be served. Only pools can be given traffic, and only the
 * components of this library are pools. Each load balancer that leads to a pool makes a backend service of it.
 */
export abstract class Pool<P extends Protocol = Protocol> extends ComponentResource {
  /** What its backends speak. */
  abstract readonly protocol: P;
  /** The region of its backends; undefined where they are in several, or in none. */
  abstract readonly region: string | undefined;
  /** The healthy backends that a change finds which gives it traffic, in each of its groups. */
  readonly atLeast: number = 2;
  /** The instances that it guarantees, and its zones; undefined where Cloud Monitoring counts none. */
  readonly guarantees: Guarantees | undefined;

  /** @param label what it is called in the names of what belongs to it and to others. */
  constructor(
    type: string,
    readonly label: string,
    options: ComponentResourceOptions,
    inputs: Readonly<Record<string, Input<unknown>>> = {},
  ) {
    super(type, label, inputs, options);
  }

  /**
   * Makes what a load balancer leads to.
   *
   * @internal
   */
  serviceFor(name: string, front: Front, options: CustomResourceOptions): Service {
    return this.serve(name, front, options);
  }

  /**
   * Why a load balancer of this kind cannot lead to it, as a message goes on after "must lead to pools that"; undefined where it can.
   *
   * @internal
   */
  unfit(front: Front): string | undefined {
    if (front.region === undefined || this.region === undefined || this.region === front.region) return undefined;
    return `are in ${front.region}, but ${this.label} is in ${this.region}`;
  }

  /**
   * Lets networks in to its backends, where these have rules of a firewall that are its own.
   *
   * @internal
   */
  letIn?(
    name: string,
    from: { readonly ranges: readonly Input<string>[]; readonly description: string },
    options: CustomResourceOptions,
  ): Resource | undefined;

  // It is protected, so that nothing else has the shape of a pool.
  protected abstract serve(name: string, front: Front, options: CustomResourceOptions): Service;
}
