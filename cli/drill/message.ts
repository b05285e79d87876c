import type { Slice } from "../../drills/session/recording";
import type { Event } from "../../drills/session/events";

/** What the facilitator's page is sent. */
export type Message =
  | { readonly kind: "slice"; readonly slice: Slice }
  | { readonly kind: "events"; readonly events: readonly Event[] }
  | { readonly kind: "paused"; readonly isPaused: boolean };
