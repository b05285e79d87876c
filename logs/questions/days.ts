/** The days that are read, as `2026-01-31`, the last one too: a table with years of logs is not to be read whole. */
export interface Days {
  readonly from: string;
  readonly to: string;
}
