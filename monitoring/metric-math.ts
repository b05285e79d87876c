import { Tokens } from "./tokens";

/** The values of one minute by id; undefined where nothing was reported. */
export type Values = Readonly<Record<string, number | undefined>>;

type Node = (values: Values) => number | undefined;

const TOKEN = /\d+(?:\.\d+)?|[A-Za-z_]\w*|<=|>=|==|[-+*/^<>(),]/;

/**
 * The part of metric math that the monitors use: arithmetic, comparisons, IF and FILL. What is made of something that was not
 * reported is not reported either, and neither is what is divided by 0.
 *
 * @throws SyntaxError for anything else.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function metricMath(expression: string): Node {
  const tokens = new Tokens(expression, TOKEN);
  const node = compared(tokens);
  tokens.end();
  return node;
}

const compared = level(["<", ">", "<=", ">=", "=="], () => sum);
const sum = level(["+", "-"], () => product);
const product = level(["*", "/"], () => power);
const power = level(["^"], () => operand);

/** Operators that bind alike, from the left. */
function level(operators: string[], below: () => (tokens: Tokens) => Node): (tokens: Tokens) => Node {
  return (tokens) => {
    let left = below()(tokens);
    for (let operator = tokens.takeIf(...operators); operator; operator = tokens.takeIf(...operators)) {
      left = combined(operator, left, below()(tokens));
    }
    return left;
  };
}

function combined(operator: string, left: Node, right: Node): Node {
  const work = OPERATORS[operator];
  if (!work) throw new SyntaxError(`${operator} is no operator`);
  return (values) => {
    const [a, b] = [left(values), right(values)];
    const result = a === undefined || b === undefined ? undefined : work(a, b);
    return result === undefined || !Number.isFinite(result) ? undefined : result;
  };
}

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
};

function operand(tokens: Tokens): Node {
  const token = tokens.take();
  if (token === "(") {
    const inner = compared(tokens);
    tokens.expect(")");
    return inner;
  }
  if (/^\d/.test(token)) return () => Number(token);
  if (token === "IF") {
    const [condition, then, otherwise] = called(tokens, 3);
    return (values) => {
      const decided = condition?.(values);
      return decided === undefined ? undefined : decided === 0 ? otherwise?.(values) : then?.(values);
    };
  }
  if (token === "FILL") {
    const [value, filling] = called(tokens, 2);
    return (values) => value?.(values) ?? filling?.(values);
  }
  // CloudWatch tells names from functions by their first letter.
  if (!/^[a-z]/.test(token)) throw new SyntaxError(`${token} is not understood in: ${tokens.text}`);
  return (values) => {
    if (!(token in values)) throw new SyntaxError(`nothing is called ${token} in: ${tokens.text}`);
    return values[token];
  };
}

function called(tokens: Tokens, count: number): Node[] {
  tokens.expect("(");
  const parameters = Array.from({ length: count }, (_, index) => {
    if (index > 0) tokens.expect(",");
    return compared(tokens);
  });
  tokens.expect(")");
  return parameters;
}
