import type { Service as CloudRunService } from "@pulumi/gcp/cloudrunv2";
import { RegionNetworkEndpointGroup, type BackendServiceArgs } from "@pulumi/gcp/compute";
import { all, type ComponentResourceOptions, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import { refuse } from "../checks";
import { whenKnown } from "../when-known";
import { Pool, type Front, type Service } from "./pool";
import { globalOnly, makeService, requestBlock, type RequestSettings } from "./service";

export interface ServerlessPoolArgs extends RequestSettings {
  /** The region of the service: `europe-west1`. */
  readonly region: string;
  /** The service of Cloud Run, which scales by itself: one of the program, or what `Service.get` finds. */
  readonly service: Pick<CloudRunService, "name" | "location" | "scaling" | "template">;
}

/** The fewest instances that a service must not be held below. */
const AT_LEAST = 2;

const TYPE = "evenkeel:gcp:ServerlessPool";

/**
 * A service of Cloud Run. It has no health check: Cloud Run sees to its instances, and has as many as requests need.
 *
 * @throws InputPropertyError when it may have one instance only, or is in another region, as soon as that is known.
 * @see https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class ServerlessPool extends Pool<"SERVERLESS"> {
  readonly protocol = "SERVERLESS";
  readonly region: string;
  /** The link of the endpoint group. */
  readonly endpointGroup: Output<string>;
  readonly #settings: RequestSettings;
  readonly #block: BackendServiceArgs;

  constructor(name: string, args: ServerlessPoolArgs, options: ComponentResourceOptions = {}) {
    const { region, service } = args;
    const block = requestBlock(args);
    super(TYPE, name, options);
    this.region = region;
    this.#settings = args;
    this.#block = block;
    const found = all([service.template, service.scaling, service.location]);
    const there = whenKnown(this, `${TYPE} ${name}`, found, ([template, scaling, location]) => {
      if (location !== region) refuse("region", `must be that of the service, ${location}, but is ${region}`);
      runsTwice(scaling, template);
    });
    const group = new RegionNetworkEndpointGroup(
      name,
      { region, networkEndpointType: "SERVERLESS", cloudRun: { service: service.name } },
      there,
    );
    this.endpointGroup = group.selfLink;
    this.registerOutputs({ endpointGroup: this.endpointGroup });
  }

  /** @internal */
  override unfit(front: Front): string | undefined {
    return super.unfit(front) ?? globalOnly(this.label, this.#settings, front);
  }

  protected serve(name: string, front: Front, options: CustomResourceOptions): Service {
    // A regional service needs a scaler, or it would be drained; what else says how full a backend is, none of these takes.
    const backends = [{ group: this.endpointGroup, ...(front.region === undefined ? {} : { capacityScaler: 1 }) }];
    return makeService(name, front, { ...this.#block, backends }, options);
  }
}

type Scaling = Readonly<{ scalingMode?: string; manualInstanceCount?: number; maxInstanceCount?: number }>;

/** @throws InputPropertyError when the service may have one instance only. */
function runsTwice(scaling: Scaling | undefined, template: { readonly scaling?: Scaling } | undefined): void {
  const limits =
    scaling?.scalingMode === "MANUAL"
      ? [["scaling.manualInstanceCount", scaling.manualInstanceCount] as const]
      : [
          ["template.scaling.maxInstanceCount", template?.scaling?.maxInstanceCount] as const,
          ["scaling.maxInstanceCount", scaling?.maxInstanceCount] as const,
        ];
  for (const [property, limit] of limits) {
    if (limit === undefined || limit >= AT_LEAST) continue;
    refuse("service", `must be one that may have ${AT_LEAST} instances, but its ${property} is ${limit}`);
  }
}
