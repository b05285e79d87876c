/**
 * How backends and clients behave that no configuration tells. They are round numbers of the order that is usual for a web service;
 * what matters for a drill is that the same happens as in an outage: queues, time-outs, retries, a collapse, a slow way back.
 */
export const HABITS = {
  /** Seconds that one request takes where nobody waits. */
  service: 0.08,
  /** Seconds' worth of requests that a backend lets wait; it refuses the next. */
  queue: 3,
  /** Seconds after which a user asks for the next thing. */
  pace: 10,
  /** Seconds after which a client gives up; the backend does not know, and serves it in vain. */
  patience: 10,
  /** How often a client tries in all, and the part of those that failed who try again. */
  tries: 3,
  perseverance: 0.7,
  /** Seconds until a client tries again, at most. */
  backoff: 4,
  /** What is left of the capacity of a backend whose queue is full: it swaps, collects garbage, fights over locks. */
  thrashed: 0.6,
  /** Seconds with a full queue after which a backend crashes, and until it runs again. */
  crashAfter: 240,
  restart: 45,
  /** Seconds until a backend that has started is warm, and the part of its capacity with which it starts. */
  warmup: 40,
  cold: 0.3,
  /** Seconds until a new backend of a group runs; between two looks of a scaler; use of its backends above which it adds some. */
  boot: 90,
  look: 60,
  busy: 0.75,
  /** Seconds for which a backend is unhealthy until its group replaces it. */
  repairAfter: 60,
} as const;
