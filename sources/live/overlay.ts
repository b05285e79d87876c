import { isDeepStrictEqual } from "node:util";
import { canonicalResource, identitiesOf, type PoolHealth, type Resource, type Value } from "../../traffic";
import { SourceError } from "../json";
import type { LiveStack } from "./live-stack";

/**
 * What others than the program move while it runs: a blue/green tool the weights, a person at three in the morning a size. The
 * state still tells what the program wrote last.
 */
const MOVED: Readonly<Record<string, readonly string[]>> = {
  "aws:lb/listener:Listener": ["defaultActions"],
  "aws:lb/listenerRule:ListenerRule": ["actions", "conditions", "priority"],
  "aws:autoscaling/group:Group": ["minSize", "maxSize"],
  "gcp:compute/uRLMap:URLMap": ["defaultService", "defaultRouteAction", "hostRules", "pathMatchers"],
  "gcp:compute/regionUrlMap:RegionUrlMap": ["defaultService", "defaultRouteAction", "hostRules", "pathMatchers"],
  "gcp:compute/backendService:BackendService": ["backends"],
  "gcp:compute/regionBackendService:RegionBackendService": ["backends"],
  "gcp:compute/instanceGroupManager:InstanceGroupManager": ["targetSize"],
  "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager": ["targetSize"],
  "gcp:compute/autoscaler:Autoscaler": ["autoscalingPolicy"],
  "gcp:compute/regionAutoscaler:RegionAutoscaler": ["autoscalingPolicy"],
};

/** Others that the cloud must still have, for the traffic to be as the state says. */
const KEPT: ReadonlySet<string> = new Set([
  ...Object.keys(MOVED),
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:elb/loadBalancer:LoadBalancer",
]);

const RULE = "aws:lb/listenerRule:ListenerRule";

/** A region of AWS or a project of Google Cloud in which a stack has load balancers. */
export interface Place {
  readonly cloud: "aws" | "gcp";
  readonly name: string;
}

/**
 * Where what shares a stack's traffic is deployed.
 *
 * @throws SourceError when nothing of that kind is deployed.
 */
export function placesOf(resources: readonly Resource[]): Place[] {
  const places = new Map<string, Place>();
  for (const resource of resources.map(canonicalResource).filter(({ type }) => KEPT.has(type))) {
    const [identity = ""] = identitiesOf(resource);
    const [, region] = /^arn:[^:]*:[^:]*:([^:]+):/.exec(identity) ?? [];
    const [, project] = /^projects\/([^/]+)\//.exec(identity) ?? [];
    if (region !== undefined) places.set(`aws ${region}`, { cloud: "aws", name: region });
    if (project !== undefined) places.set(`gcp ${project}`, { cloud: "gcp", name: project });
  }
  if (places.size > 0) return [...places.values()];
  throw new SourceError("Nothing that shares traffic is deployed", "Leave --live away");
}

/** A stack as the clouds run it. */
export class Overlay {
  readonly #live = new Map<string, Resource>();
  readonly #health = new Map<Resource, PoolHealth>();

  constructor(stacks: readonly LiveStack[]) {
    for (const { resources, health } of stacks) {
      for (const resource of resources.map(canonicalResource)) {
        const [strongest = ""] = keysOf(resource);
        this.#live.set(strongest, resource);
        const own = health.get(resource.urn);
        if (own) this.#health.set(resource, own);
      }
    }
  }

  /**
   * The resources of a state, with what has been moved since; those that the cloud no longer has are left out, and rules that
   * somebody has added to its listeners are there.
   *
   * @throws SourceError when the cloud has none of them.
   */
  of(state: readonly Resource[]): Resource[] {
    const known = state.map(canonicalResource);
    const decisive = known.filter(({ type }) => KEPT.has(type));
    const gone = new Set(decisive.filter((resource) => !this.#find(resource)));
    if (gone.size === decisive.length) {
      const expected = "Are these the credentials of its account?";
      throw new SourceError("None of what shares this stack's traffic is where it was deployed", expected);
    }
    const kept = known.filter((resource) => !gone.has(resource));
    return [...kept.map((resource) => this.#moved(resource)), ...this.#addedTo(kept)];
  }

  /** What an update makes of it: what the program leaves as it is in the state stays as it is in the cloud. */
  after(update: readonly Resource[], state: readonly Resource[]): Resource[] {
    const before = new Map(state.map((resource) => [resource.urn, canonicalResource(resource)]));
    return update.map(canonicalResource).map((resource) => this.#moved(resource, before.get(resource.urn) ?? resource));
  }

  /** The health of the pools among these, by URN. */
  healthOf(resources: readonly Resource[]): Map<string, PoolHealth> {
    return new Map(
      resources.flatMap((resource) => {
        const live = this.#find(canonicalResource(resource));
        const health = live && this.#health.get(live);
        return health ? [[resource.urn, health] as const] : [];
      }),
    );
  }

  #moved(resource: Resource, before = resource): Resource {
    const live = this.#find(before);
    const names = (MOVED[resource.type] ?? []).filter((name) => {
      const isLeft = resource.ignoreChanges.some((path) => path === "*" || path.startsWith(name));
      return isLeft || isDeepStrictEqual(resource.inputs[name], before.inputs[name]);
    });
    if (!live || names.length === 0) return resource;
    const moved: Record<string, Value> = {};
    for (const name of names) moved[name] = live.inputs[name] ?? null;
    return {
      ...resource,
      inputs: { ...resource.inputs, ...moved },
      outputs: { ...resource.outputs, ...moved },
      // What the program leaves to somebody else is known now.
      ignoreChanges: resource.ignoreChanges.filter(
        (path) => path !== "*" && !names.some((name) => path.startsWith(name)),
      ),
    };
  }

  #addedTo(resources: readonly Resource[]): Resource[] {
    const known = new Set(resources.map((resource) => this.#find(resource)));
    const listeners = new Set([...known].flatMap((live) => (live ? identitiesOf(live) : [])));
    return [...this.#live.values()].filter((rule) => {
      const listener = rule.inputs["listenerArn"];
      return rule.type === RULE && !known.has(rule) && typeof listener === "string" && listeners.has(listener);
    });
  }

  #find(resource: Resource): Resource | undefined {
    for (const key of keysOf(resource)) {
      const live = this.#live.get(key);
      if (live) return live;
    }
    return undefined;
  }
}

/** What a resource may be found by, the strongest first: a name may be that of another one elsewhere. */
function keysOf(resource: Resource): string[] {
  return identitiesOf(resource).map((identity) => `${resource.type} ${identity}`);
}
