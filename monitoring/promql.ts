import { closed, each, greatest, increase, selection, together, type Node } from "./promql-series";
import { Tokens } from "./tokens";

const TOKEN = /"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_][\w:]*|\[\d+m\]|>=|<=|==|!=|=~|[-+*/^<>(){},=]/;

/**
 * The part of PromQL that the monitors use: sums of selections, over the last minutes or at one, and the greatest of such sums, or the
 * sum of their powers; arithmetic, comparisons, `and`, `or` and `absent`. A comparison gives its left side where it holds, else nothing.
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
  if (tokens.takeIf("(") === undefined) return together(selection(tokens, token, "last"));
  switch (token) {
    case "sum":
      return closed(tokens, tokens.next === "sum" ? together(each(tokens)) : summed(tokens));
    case "max":
      return closed(tokens, greatest(each(tokens)));
    case "absent": {
      const inner = closed(tokens, either(tokens));
      return (measured, minute) => (inner(measured, minute) === undefined ? 1 : undefined);
    }
    case "increase":
      return together(closed(tokens, increase(tokens)));
    default:
      throw new SyntaxError(`${token} is not understood in: ${tokens.text}`);
  }
}

/** Selections of other series are added, where they give something. */
function summed(tokens: Tokens): Node {
  const parts = [compared(tokens)];
  while (tokens.takeIf("or") !== undefined) parts.push(compared(tokens));
  return together((measured, minute) => parts.flatMap((part) => part(measured, minute) ?? []));
}
