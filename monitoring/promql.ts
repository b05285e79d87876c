import type { Measured } from "./series";
import { Tokens } from "./tokens";

/** A query at a minute: a number, or nothing. */
type Node = (measured: Measured, minute: number) => number | undefined;

const TOKEN = /"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_][\w:]*|\[1m\]|>=|<=|==|!=|[-+*/<>(){},=]/;

/**
 * The part of PromQL that the monitors use: sums of selections, over the last minute or at it, arithmetic, comparisons, `and`, `or`
 * and `absent`. A comparison gives its left side where it holds, else nothing.
 *
 * @throws SyntaxError for anything else.
 * @see https://prometheus.io/docs/prometheus/latest/querying/operators/
 */
export function promql(query: string): Node {
  const tokens = new Tokens(query, TOKEN);
  const node = either(tokens);
  tokens.end();
  return node;
}

function either(tokens: Tokens): Node {
  let left = both(tokens);
  while (tokens.takeIf("or") !== undefined) {
    const [first, second] = [left, both(tokens)];
    left = (measured, minute) => first(measured, minute) ?? second(measured, minute);
  }
  return left;
}

function both(tokens: Tokens): Node {
  let left = compared(tokens);
  while (tokens.takeIf("and") !== undefined) {
    const [first, second] = [left, compared(tokens)];
    left = (measured, minute) => (second(measured, minute) === undefined ? undefined : first(measured, minute));
  }
  return left;
}

const HOLDS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

function compared(tokens: Tokens): Node {
  const left = sum(tokens);
  const holds = HOLDS[tokens.takeIf(...Object.keys(HOLDS)) ?? ""];
  if (!holds) return left;
  const right = sum(tokens);
  return joined(left, right, (a, b) => (holds(a, b) ? a : undefined));
}

const sum = level({ "+": (a, b) => a + b, "-": (a, b) => a - b }, () => product);
const product = level({ "*": (a, b) => a * b, "/": (a, b) => a / b }, () => operand);

/** Operators that bind alike, from the left. */
function level(
  operators: Readonly<Record<string, (a: number, b: number) => number>>,
  below: () => (tokens: Tokens) => Node,
) {
  return (tokens: Tokens): Node => {
    let left = below()(tokens);
    for (;;) {
      const work = operators[tokens.takeIf(...Object.keys(operators)) ?? ""];
      if (!work) return left;
      left = joined(left, below()(tokens), work);
    }
  };
}

function joined(left: Node, right: Node, work: (a: number, b: number) => number | undefined): Node {
  return (measured, minute) => {
    const [a, b] = [left(measured, minute), right(measured, minute)];
    return a === undefined || b === undefined ? undefined : work(a, b);
  };
}

function operand(tokens: Tokens): Node {
  const token = tokens.take();
  if (/^\d/.test(token)) return () => Number(token);
  if (token === "(") return closed(tokens, either(tokens));
  if (tokens.takeIf("(") === undefined) return selection(tokens, token, "last");
  switch (token) {
    case "sum":
      return closed(tokens, summed(tokens));
    case "absent": {
      const inner = closed(tokens, either(tokens));
      return (measured, minute) => (inner(measured, minute) === undefined ? 1 : undefined);
    }
    case "increase": {
      const selected = selection(tokens, tokens.take(), "increase");
      tokens.expect("[1m]");
      return closed(tokens, selected);
    }
    default:
      throw new SyntaxError(`${token} is not understood in: ${tokens.text}`);
  }
}

/** What is measured is the sum of all that is selected. Selections of other series are added to it, where they give something. */
function summed(tokens: Tokens): Node {
  const parts = [compared(tokens)];
  while (tokens.takeIf("or") !== undefined) parts.push(compared(tokens));
  return (measured, minute) => {
    const given = parts.flatMap((part) => part(measured, minute) ?? []);
    return given.length === 0 ? undefined : given.reduce((total, one) => total + one);
  };
}

function closed(tokens: Tokens, node: Node): Node {
  tokens.expect(")");
  return node;
}

function selection(tokens: Tokens, name: string, stat: string): Node {
  const dimensions: Record<string, string> = {};
  if (tokens.takeIf("{") !== undefined) {
    do {
      const label = tokens.take();
      tokens.expect("=");
      dimensions[label] = JSON.parse(tokens.take()) as string;
    } while (tokens.takeIf(",") !== undefined);
    tokens.expect("}");
  }
  return (measured, minute) => measured({ namespace: "", name, stat, dimensions }, minute);
}
