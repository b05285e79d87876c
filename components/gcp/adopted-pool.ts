import { output, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { refuse, whole } from "../checks";
import { Pool, type Front, type Service } from "./pool";
import type { HttpProtocol, PacketProtocol } from "./protocols";

/** @typeParam P what the backends speak. */
export interface Adoption<P extends HttpProtocol | PacketProtocol = "HTTP"> {
  /** The backends that it guarantees in each region, whoever makes them: 2 to 1,000. A change that gives it traffic finds so many healthy. */
  readonly atLeast: number;
  /** Why it is made elsewhere, and who guarantees its backends. */
  readonly because: string;
  /** What it is called; needed where the link is not known yet, its own name by default. */
  readonly name?: string;
  /** What its backends speak; `HTTP` by default. */
  readonly protocol?: P;
  /** The ports at which it serves, which a passthrough load balancer needs to know: one to five. */
  readonly ports?: readonly number[];
}

const TYPE = "evenkeel:gcp:AdoptedPool";

const LINK = /(?:^|\/)projects\/[^/]+\/(?:global|regions\/([^/]+))\/backendServices\/([^/]+)$/;

/** A backend service that is made elsewhere: it is taken at the word of whoever adopts it. `adoptBackendService` makes one. */
export class AdoptedPool<P extends HttpProtocol | PacketProtocol = "HTTP"> extends Pool<P> {
  readonly protocol: P;
  readonly region: string | undefined;
  override readonly atLeast: number;
  /** @internal */
  readonly ports: readonly number[];
  readonly #link: Input<string>;

  /** @internal */
  constructor(link: Input<string>, adoption: Adoption<P>, options: ComponentResourceOptions) {
    const { atLeast, because, ports = [] } = adoption;
    whole("atLeast", atLeast, 2, 1000);
    if (because.trim() === "") refuse("because", "must say why the backend service is made elsewhere");
    ports.forEach((port, index) => whole(`ports[${index}]`, port, 1, 65_535));
    super(TYPE, nameOf(link, adoption.name), options, { backendServiceId: link, atLeast, because });
    this.atLeast = atLeast;
    // One that is not given is HTTP, as the type has it.
    this.protocol = adoption.protocol ?? ("HTTP" as P);
    this.ports = ports;
    this.region = partsOf(link)?.region;
    this.#link = link;
    this.registerOutputs({ backendServiceId: link, atLeast, because });
  }

  /** @internal */
  override unfit(front: Front): string | undefined {
    const parts = partsOf(this.#link);
    if (!parts || parts.region === front.region) return undefined;
    const placeOf = (region: string | undefined) => (region === undefined ? "global" : `in ${region}`);
    return `are ${placeOf(front.region)}, but ${this.label} is ${placeOf(parts.region)}`;
  }

  protected serve(): Service {
    const id = output(this.#link);
    return { id, name: id.apply((link) => link.slice(link.lastIndexOf("/") + 1)) };
  }
}

/**
 * The one way by which a backend service that is made elsewhere gets traffic of a component. Nothing here knows its backends, so that
 * the pack takes it for what it is, and tells of it; the health gate asks for its backends whenever it is to get more traffic.
 *
 * @param link `projects/shop/global/backendServices/web`, or the whole URL.
 * @throws InputPropertyError when it is to guarantee fewer than two backends, no reason is given, or it has no name.
 */
export function adoptBackendService<P extends HttpProtocol | PacketProtocol = "HTTP">(
  link: Input<string>,
  adoption: Adoption<P>,
  options: ComponentResourceOptions = {},
): AdoptedPool<P> {
  return new AdoptedPool(link, adoption, options);
}

function partsOf(link: Input<string>): { readonly region: string | undefined; readonly name: string } | undefined {
  const found = typeof link === "string" ? LINK.exec(link) : null;
  return found ? { region: found[1], name: found[2] ?? "" } : undefined;
}

function nameOf(link: Input<string>, given: string | undefined): string {
  const parts = partsOf(link);
  if (typeof link === "string" && !parts) {
    refuse("link", `must be that of a backend service, but is ${JSON.stringify(link)}`);
  }
  return given ?? parts?.name ?? refuse("name", "must be given where the link is not known yet");
}
