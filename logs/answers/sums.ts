import type { Sums } from "./report";

export function sumOf(all: readonly Sums[]): Sums {
  const sum = (of: (one: Sums) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    requests: sum((one) => one.requests),
    received: sum((one) => one.received),
    sent: sum((one) => one.sent),
    seconds: sum((one) => one.seconds),
    timed: sum((one) => one.timed),
  };
}
