import { HealthCheck } from "@pulumi/gcp/compute/healthCheck";
import { RegionAutoscaler } from "@pulumi/gcp/compute/regionAutoscaler";
import type { RegionInstanceGroupManagerArgs } from "@pulumi/gcp/compute/regionInstanceGroupManager";
import { AlertPolicy } from "@pulumi/gcp/monitoring/alertPolicy";
import { interpolate } from "@pulumi/pulumi";
import { Program, REGION } from "../cases/gcp/program";
import type { Case, Cases } from "./case";

type Name = (own: string) => string;

/** A rollout that adds before it takes away, and a group that replaces what does not answer. */
function healed(name: Name): Partial<RegionInstanceGroupManagerArgs> {
  const check = new HealthCheck(name("healing"), { httpHealthCheck: { port: 80 } });
  return {
    updatePolicy: { type: "PROACTIVE", minimalAction: "REPLACE", maxSurgeFixed: 3, maxUnavailableFixed: 0 },
    autoHealingPolicies: { healthCheck: check.id, initialDelaySec: 60 },
  };
}

/** A program that is given its resources by name. */
function on(program: (cloud: Program, name: Name, faulty: boolean) => void): Case["program"] {
  return (name, faulty) => {
    program(new Program(name("")), name, faulty);
  };
}

/** What each policy finds on Google Cloud, one fault at a time. */
export const gcp: Cases = {
  "a regional group whose rollout may take all three of its instances": {
    policy: "rollout-keeps-two",
    names: "workers",
    program: on((cloud, name, faulty) => {
      cloud.web([{ group: cloud.regional("workers", 3, faulty ? {} : healed(name)).instanceGroup }]);
    }),
  },
  "a zonal group": {
    policy: "spans-two-zones",
    names: "web",
    program: on((cloud, name, faulty) => {
      const group = faulty ? cloud.zonal("workers", 3) : cloud.regional("workers", 3);
      cloud.web([{ group: group.instanceGroup }]);
    }),
  },
  "two instances, of which one would carry everything": {
    policy: "survives-a-loss",
    names: "web",
    program: on((cloud, name, faulty) => {
      cloud.web([{ group: cloud.regional("workers", faulty ? 2 : 3).instanceGroup }]);
    }),
  },
  "a health check that takes five minutes to notice": {
    policy: "health-check-decides-in-time",
    names: "slow",
    program: on((cloud, name, faulty) => {
      const timing = { checkIntervalSec: faulty ? 100 : 10, timeoutSec: 5, unhealthyThreshold: 3 };
      const check = new HealthCheck(name("slow"), { ...timing, httpHealthCheck: { port: 80 } });
      cloud.web([{ group: cloud.regional("workers", 3, healed(name)).instanceGroup }], { healthChecks: check.id });
    }),
  },
  "a group that keeps instances which the health check finds unhealthy": {
    policy: "health-check-decides-in-time",
    names: "workers",
    program: on((cloud, name, faulty) => {
      cloud.web([{ group: cloud.regional("workers", 3, faulty ? {} : healed(name)).instanceGroup }]);
    }),
  },
  "a passthrough load balancer that fails open without a word": {
    policy: "no-silent-fail-open",
    names: "web",
    program: on((cloud, name, faulty) => {
      const failoverPolicy = { dropTrafficIfUnhealthy: true };
      const [workers, others] = [cloud.regional("workers", 3), cloud.regional("others", 3)];
      cloud.passthrough(
        [
          { group: workers.instanceGroup, balancingMode: "CONNECTION" },
          { group: others.instanceGroup, balancingMode: "CONNECTION", failover: true },
        ],
        faulty ? {} : { failoverPolicy },
      );
    }),
  },
  "clients that are kept by their address": {
    policy: "stickiness-is-bounded",
    names: "web",
    program: on((cloud, name, faulty) => {
      const sessionAffinity = faulty ? "CLIENT_IP" : "NONE";
      cloud.web([{ group: cloud.regional("workers", 3).instanceGroup }], { sessionAffinity });
    }),
  },
  "a backend service that nothing sends traffic to": {
    policy: "no-stale-weights",
    names: "old",
    program: on((cloud, name, faulty) => {
      const group = cloud.regional("workers", 3).instanceGroup;
      const [current, old] = [cloud.service("current", [{ group }]), cloud.service("old", [{ group }])];
      const pathRules = [{ paths: ["/old/*"], service: faulty ? current.id : old.id }];
      cloud.urlMap("web", {
        defaultService: current.id,
        hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
        pathMatchers: [{ name: "all", defaultService: current.id, pathRules }],
      });
    }),
  },
  "a backend service that the alert policies leave out": {
    policy: "traffic-is-monitored",
    names: "api",
    program: on((cloud, name, faulty) => {
      const group = cloud.regional("workers", 3).instanceGroup;
      const [web, api] = [cloud.service("web", [{ group }]), cloud.service("api", [{ group }])];
      const pathRules = [{ paths: ["/api/*"], service: api.id }];
      cloud.urlMap("web", {
        defaultService: web.id,
        hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
        pathMatchers: [{ name: "all", defaultService: web.id, pathRules }],
      });
      for (const [index, { name: service }] of (faulty ? [web] : [web, api]).entries()) {
        const filter = interpolate`metric.type="loadbalancing.googleapis.com/https/backend_request_count" AND resource.labels.backend_target_name="${service}"`;
        const conditionThreshold = { filter, comparison: "COMPARISON_GT", duration: "60s", thresholdValue: 100 };
        const conditions = [{ displayName: "requests", conditionThreshold }];
        new AlertPolicy(name(`requests-${index}`), { displayName: "requests", combiner: "OR", conditions });
      }
    }),
  },
  "an autoscaler whose maximum is its minimum": {
    policy: "capacity-is-not-capped",
    names: "scaler",
    program: on((cloud, name, faulty) => {
      const workers = cloud.regional("workers", undefined);
      const autoscalingPolicy = { minReplicas: 3, maxReplicas: faulty ? 3 : 9 };
      new RegionAutoscaler(name("scaler"), { target: workers.id, region: REGION, autoscalingPolicy });
      cloud.web([{ group: workers.instanceGroup }]);
    }),
  },
};
