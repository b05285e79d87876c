import type { Plant } from "../physics/plant";
import { errorRate, ofWay, type Slice } from "./recording";

/** Something that changes state and tells the people on call. */
export interface AlarmEvent {
  readonly text: string;
  readonly isRaised: boolean;
}

interface Alarm {
  readonly text: string;
  readonly isBad: (minute: readonly Slice[]) => boolean;
  /** Minutes in a row that must be bad. */
  readonly minutes: number;
}

/** Slices in a minute. */
const MINUTE = 6;

/** The alarms that a team commonly has: errors, latency, unhealthy backends. None of them looks at how traffic is shared. */
export class Alarms {
  readonly #alarms: readonly Alarm[];
  readonly #bad = new Map<Alarm, number>();
  #minute: Slice[] = [];

  constructor({ ways, pools }: Plant) {
    this.#alarms = [
      ...ways.flatMap(({ label }, index): Alarm[] => {
        const own = (slices: readonly Slice[]) => ofWay(slices, index);
        return [
          { text: `errors of ${label} above 5 %`, minutes: 1, isBad: (all) => errorRate(own(all)) > 0.05 },
          {
            text: `latency of ${label} above 2 s (p95)`,
            minutes: 2,
            isBad: (all) => own(all).every(({ p95 }) => p95 > 2),
          },
        ];
      }),
      ...pools.map(({ label }, index): Alarm => {
        const isBad = (all: readonly Slice[]) => {
          const state = all.at(-1)?.pools[index];
          return state !== undefined && state.healthy < state.registered;
        };
        return { text: `unhealthy backends in ${label}`, minutes: 2, isBad };
      }),
    ];
  }

  /** Those that are raised now. */
  get raised(): string[] {
    return this.#alarms.filter((one) => (this.#bad.get(one) ?? 0) >= one.minutes).map(({ text }) => text);
  }

  see(slice: Slice): AlarmEvent[] {
    this.#minute.push(slice);
    if (this.#minute.length < MINUTE) return [];
    const minute = this.#minute.splice(0);
    return this.#alarms.flatMap((alarm): AlarmEvent[] => {
      const before = this.#bad.get(alarm) ?? 0;
      const now = alarm.isBad(minute) ? before + 1 : 0;
      this.#bad.set(alarm, now);
      if (now === alarm.minutes) return [{ text: alarm.text, isRaised: true }];
      return before >= alarm.minutes && now === 0 ? [{ text: alarm.text, isRaised: false }] : [];
    });
  }
}
