import type { State } from "./series";
import { Tokens } from "./tokens";

type Node = (stateOf: (alarm: string) => State) => boolean;

const TOKEN = /"[^"]*"|[A-Z_]+|[()]/;

/**
 * Whether the rule of a composite alarm holds, by the states of the alarms that it names.
 *
 * @throws SyntaxError when the rule is none.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html (AlarmRule)
 */
export function alarmRule(rule: string): Node {
  const tokens = new Tokens(rule, TOKEN);
  const node = either(tokens);
  tokens.end();
  return node;
}

function either(tokens: Tokens): Node {
  const parts = [both(tokens)];
  while (tokens.takeIf("OR") !== undefined) parts.push(both(tokens));
  return (stateOf) => parts.some((part) => part(stateOf));
}

function both(tokens: Tokens): Node {
  const parts = [one(tokens)];
  while (tokens.takeIf("AND") !== undefined) parts.push(one(tokens));
  return (stateOf) => parts.every((part) => part(stateOf));
}

function one(tokens: Tokens): Node {
  if (tokens.takeIf("NOT") !== undefined) {
    const negated = one(tokens);
    return (stateOf) => !negated(stateOf);
  }
  if (tokens.takeIf("(") !== undefined) {
    const inner = either(tokens);
    tokens.expect(")");
    return inner;
  }
  const state = tokens.take();
  if (state !== "ALARM" && state !== "OK" && state !== "INSUFFICIENT_DATA") {
    throw new SyntaxError(`${state} is no state in: ${tokens.text}`);
  }
  tokens.expect("(");
  const alarm = tokens.take().replace(/^"|"$/g, "");
  tokens.expect(")");
  return (stateOf) => stateOf(alarm) === state;
}
