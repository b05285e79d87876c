import { alarmRule } from "../../monitoring/composite-alarm";
import { metricAlarmStates, type MetricAlarmInputs } from "../../monitoring/metric-alarm";
import type { Measured, State } from "../../monitoring/series";
import type { Made } from "../components/made";

interface Composite {
  readonly alarmName: string;
  readonly alarmRule: string;
}

/** The state of every alarm that a program makes, by its name, at the end of each minute. */
export function statesOf(
  made: readonly Made[],
  measured: Measured,
  minutes: number,
): ReadonlyMap<string, readonly State[]> {
  const states = new Map<string, readonly State[]>();
  for (const { type, name, inputs } of made) {
    if (type !== "aws:cloudwatch/metricAlarm:MetricAlarm") continue;
    states.set(name, metricAlarmStates(inputs as unknown as MetricAlarmInputs, measured, minutes));
  }
  // One that is made of others is made after them.
  for (const { type, inputs } of made) {
    if (type !== "aws:cloudwatch/compositeAlarm:CompositeAlarm") continue;
    const { alarmName, alarmRule: rule } = inputs as unknown as Composite;
    const holds = alarmRule(rule);
    const at = Array.from({ length: minutes }, (_, minute): State =>
      holds((alarm) => stateAt(states, alarm, minute)) ? "ALARM" : "OK",
    );
    states.set(alarmName, at);
  }
  return states;
}

function stateAt(states: ReadonlyMap<string, readonly State[]>, alarm: string, minute: number): State {
  const state = states.get(alarm)?.[minute];
  if (state === undefined) throw new Error(`there is no alarm ${alarm}`);
  return state;
}

/** The first minute at whose end an alarm rings, and all that ring then or later. */
export function rung(states: ReadonlyMap<string, readonly State[]>): ReadonlyMap<string, number> {
  const first = [...states].map(([name, all]) => [name, all.indexOf("ALARM")] as const);
  return new Map(first.filter(([, minute]) => minute >= 0));
}
