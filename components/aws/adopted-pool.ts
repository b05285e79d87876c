import { output, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { refuse, whole } from "../checks";
import type { Floor } from "./floor";
import { Pool } from "./pool";
import { openingsOf, type HttpProtocol, type Opening, type TcpProtocol } from "./protocols";

/** @typeParam P what the targets speak. */
export interface Adoption<P extends HttpProtocol | TcpProtocol = "HTTP"> {
  /** The targets that it guarantees, whoever registers them: 2 to 1,000. A change that gives it traffic finds so many healthy. */
  readonly atLeast: number;
  /** Why it is made elsewhere, and who guarantees its targets. */
  readonly because: string;
  /** What it is called; needed where the ARN is not known yet, its own name by default. */
  readonly name?: string;
  /** What its targets speak; `HTTP` by default. */
  readonly protocol?: P;
  /** What is to be let through to its targets; what is not given has to be let through elsewhere. */
  readonly reach?: { readonly port: number; readonly securityGroupId: Input<string> };
}

const TYPE = "evenkeel:aws:AdoptedPool";

/** A target group that is made elsewhere: it is taken at the word of whoever adopts it. `adoptTargetGroup` makes one. */
export class AdoptedPool<P extends HttpProtocol | TcpProtocol = "HTTP"> extends Pool<P> {
  protected readonly targetGroup: { readonly arn: Output<string>; readonly arnSuffix: Output<string> };
  readonly protocol: P;
  readonly securityGroupId: Output<string> | undefined;
  /** @internal */
  readonly openings: readonly Opening[];
  override readonly atLeast: number;
  override readonly floor: Floor;

  /** @internal */
  constructor(arn: Input<string>, adoption: Adoption<P>, options: ComponentResourceOptions) {
    const { atLeast, because, reach } = adoption;
    whole("atLeast", atLeast, 2, 1000);
    if (because.trim() === "") refuse("because", "must say why the target group is made elsewhere");
    super(TYPE, nameOf(arn, adoption.name), options, { targetGroupArn: arn, atLeast, because });
    this.atLeast = atLeast;
    this.floor = { all: atLeast };
    // One that is not given is HTTP, as the type has it.
    this.protocol = adoption.protocol ?? ("HTTP" as P);
    this.securityGroupId = reach === undefined ? undefined : output(reach.securityGroupId);
    this.openings = reach === undefined ? [] : openingsOf(this.protocol, reach.port);
    const known = output(arn);
    this.targetGroup = { arn: known, arnSuffix: known.apply((value) => value.slice(value.lastIndexOf(":") + 1)) };
    this.registerOutputs({ targetGroupArn: arn, atLeast, because });
  }
}

/**
 * The one way by which a target group that is made elsewhere gets traffic of a component. Nothing here knows its targets, so that
 * the pack takes it for what it is, and tells of it; the health gate asks for its targets whenever it is to get more traffic.
 *
 * @throws InputPropertyError when it is to guarantee fewer than two targets, no reason is given, or it has no name.
 */
export function adoptTargetGroup<P extends HttpProtocol | TcpProtocol = "HTTP">(
  arn: Input<string>,
  adoption: Adoption<P>,
  options: ComponentResourceOptions = {},
): AdoptedPool<P> {
  return new AdoptedPool(arn, adoption, options);
}

function nameOf(arn: Input<string>, given: string | undefined): string {
  if (given !== undefined) return given;
  const [, name] = typeof arn === "string" ? arn.split("/") : [];
  return name ?? refuse("name", "must be given where the ARN is not known yet, or is none of a target group");
}
