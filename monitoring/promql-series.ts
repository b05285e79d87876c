import type { MeasuredSeries } from "./series";
import type { Tokens } from "./tokens";

/** A query at a minute: a number, or nothing. */
export type Node = (measured: MeasuredSeries, minute: number) => number | undefined;

/** Several numbers, of what a label tells apart; none where nothing was reported. */
type Parts = (measured: MeasuredSeries, minute: number) => readonly number[];

/** Sums by a label, which may be raised to a power. */
export function each(tokens: Tokens): Parts {
  for (const token of ["sum", "by", "("]) tokens.expect(token);
  tokens.take();
  for (const token of [")", "(", "increase", "("]) tokens.expect(token);
  const parts = closed(tokens, closed(tokens, increase(tokens)));
  if (tokens.takeIf("^") === undefined) return parts;
  const power = Number(tokens.take());
  return (measured, minute) => parts(measured, minute).map((one) => one ** power);
}

/** What has come in so many minutes, of each series. */
export function increase(tokens: Tokens): Parts {
  const selected = selection(tokens, tokens.take(), "increase");
  const minutes = Number.parseInt(tokens.take().slice(1));
  if (!(minutes > 0)) throw new SyntaxError(`a number of minutes is expected in: ${tokens.text}`);
  return (measured, minute) => {
    const all = Array.from({ length: minutes }, (_, back) => selected(measured, minute - back));
    const series = Math.max(...all.map(({ length }) => length));
    return Array.from({ length: series }, (_, index) => all.reduce((total, one) => total + (one[index] ?? 0), 0));
  };
}

export const together = folded((total, one) => total + one);
export const greatest = folded((most, one) => Math.max(most, one));

/** One number of several, and nothing of none. */
function folded(work: (one: number, other: number) => number) {
  return (parts: Parts): Node =>
    (measured, minute) => {
      const all = parts(measured, minute);
      return all.length === 0 ? undefined : all.reduce(work);
    };
}

export function closed<Inner>(tokens: Tokens, node: Inner): Inner {
  tokens.expect(")");
  return node;
}

export function selection(tokens: Tokens, name: string, stat: string): Parts {
  const dimensions: Record<string, string> = {};
  if (tokens.takeIf("{") !== undefined) {
    do {
      const label = tokens.take();
      if (tokens.takeIf("=~") === undefined) tokens.expect("=");
      dimensions[label] = JSON.parse(tokens.take()) as string;
    } while (tokens.takeIf(",") !== undefined);
    tokens.expect("}");
  }
  return (measured, minute) => {
    const given = measured({ namespace: "", name, stat, dimensions }, minute) ?? [];
    return typeof given === "number" ? [given] : given;
  };
}
