import type { FaultName } from "../faults/faults";
import type { StrikeKind } from "../physics/strikes";

/** What brings a kind of fault out, and how a trainee may put it. */
export interface Circumstance {
  /** What happens besides; undefined where the fault shows by itself. */
  readonly strike?: StrikeKind;
  /** Any of these in a diagnosis says what kind of fault it is. */
  readonly words: readonly string[];
  /** What the fault does, in a sentence. */
  readonly does: string;
  /** Where to look. */
  readonly look: string;
}

/** Of every kind of fault, how a drill makes it felt. */
export const CIRCUMSTANCES: Readonly<Record<FaultName, Circumstance>> = {
  "all weight on one pool": {
    words: [
      "weight",
      "one pool",
      "one target group",
      "one group",
      "one backend",
      "one server",
      "all traffic",
      "concentrat",
    ],
    does: "All traffic goes to one pool, whose backends cannot take it.",
    look: "Compare what each backend is sent: `metrics backends`.",
  },
  "remove a target": {
    strike: "a backend fails",
    words: ["target", "backend", "instance", "endpoint", "member", "registered", "removed", "attachment"],
    does: "A backend is missing, and nothing is left when another one fails.",
    look: "Count the backends of each pool: `health`.",
  },
  "minimum of one": {
    strike: "a backend fails",
    words: ["minimum", "min", "size", "floor", "capacity", "one instance", "one task", "scale"],
    does: "One backend is guaranteed, and it takes all until the scaler has made more.",
    look: "Count the backends of each pool: `health`.",
  },
  "minimum of none": {
    words: ["minimum", "min", "size", "floor", "none", "zero", "no instance", "no task", "scale", "empty"],
    does: "No backend is guaranteed: the group scales to none, and a load balancer cannot wake it.",
    look: "Count the backends of each pool: `health`.",
  },
  "one zone": {
    strike: "a zone fails",
    words: ["zone", "subnet", "az"],
    does: "All backends are in one zone, and go with it.",
    look: "See in which zones the backends are: `health`.",
  },
  "disable the health check": {
    strike: "a backend hangs",
    words: ["health", "check", "probe"],
    does: "Nothing notices a backend that answers nothing, and it keeps its part of the traffic.",
    look: "Compare what the backends answer with what the load balancer thinks of them: `health`, `logs`.",
  },
  "slow health check": {
    strike: "a backend hangs",
    words: ["interval", "slow", "health", "check", "threshold"],
    does: "It takes minutes to notice a backend that answers nothing.",
    look: "See how often the health check looks: `health`.",
  },
  "check of the port only": {
    strike: "a backend hangs",
    words: ["port", "tcp", "health", "check"],
    does: "The check tries the port, which a backend that answers nothing still opens.",
    look: "See what the health check asks: `health`, `diff`.",
  },
  drain: {
    words: ["drain", "capacityscaler", "scaler", "capacity"],
    does: "Every backend is drained, so that nobody takes the traffic.",
    look: "See who is sent anything at all: `metrics backends`.",
  },
  "keep what is unhealthy": {
    strike: "backends fail one by one",
    words: ["repair", "replace", "heal", "healthchecktype", "autoheal", "unhealthy"],
    does: "Backends that fail are taken out and never replaced, until none is left.",
    look: "Watch the number of healthy backends: `health`, again after some minutes.",
  },
  "rollout that takes away first": {
    strike: "a rollout",
    words: ["rollout", "deploy", "surge", "unavailable", "healthy percent", "minimumhealthy", "update policy"],
    does: "The rollout takes backends away before others are there.",
    look: "See what the log says of the groups: `logs`.",
  },
  "capped capacity": {
    strike: "a surge",
    words: ["max", "cap", "ceiling", "limit", "scale", "grow"],
    does: "The group cannot grow beyond its minimum, whatever the traffic.",
    look: "Compare the traffic with before, and see whether the group grows: `metrics`, `health`.",
  },
  "endless stickiness": {
    strike: "a large client",
    words: ["stick", "affinity", "cookie", "session", "client"],
    does: "A large client is kept with one backend, however busy that is.",
    look: "Compare what each backend is sent: `metrics backends`.",
  },
  "silent fail-open": {
    strike: "all backends hang",
    words: ["fail-open", "fail open", "failopen", "targetgrouphealth", "unhealthy", "minimum healthy"],
    does: "When no backend is healthy all of them get traffic, which nobody has decided.",
    look: "Compare who is healthy with who is sent traffic: `health`, `metrics backends`.",
  },
  "impossible health floor": {
    strike: "a backend hangs",
    words: ["fail-open", "fail open", "failopen", "minimumhealthy", "health floor", "healthy targets", "threshold"],
    does: "More healthy backends are demanded than there are, so that unhealthy ones always get traffic.",
    look: "Compare who is healthy with who is sent traffic: `health`, `metrics backends`.",
  },
  "no registration": {
    words: ["regist", "attach", "target group", "loadbalancers", "empty", "no target", "no backend"],
    does: "The group is registered nowhere, and its pool is empty.",
    look: "Count the backends of each pool: `health`.",
  },
};
