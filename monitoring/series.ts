/** A metric as an alarm asks for it. */
export interface Asked {
  readonly namespace: string;
  readonly name: string;
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What a metric was in a minute, counted from 0; undefined where nothing was reported. */
export type Measured = (asked: Asked, minute: number) => number | undefined;

/** The same where several series can be asked for at once: a number of each, in an order that stays. */
export type MeasuredSeries = (asked: Asked, minute: number) => number | readonly number[] | undefined;

export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";
