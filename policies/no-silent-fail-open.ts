import { receivers, settingsOwner, type FailOpen, type Receiver } from "../traffic";
import type { Finding, Rule } from "./rule";
import { count, targets, toChange } from "./words";

export const noSilentFailOpen = {
  id: "no-silent-fail-open",
  description: "What a pool does when too few of its targets are healthy must be stated.",
  severity: "low",
  level: "advisory",
  remediation: "State how many targets must be healthy, and what happens when fewer are.",
  tags: ["availability", "health-check"],
  options: {},
  *check({ traffic }) {
    for (const receiver of receivers(traffic, settingsOwner)) {
      const { pool } = receiver;
      if (!pool.failOpen) continue;
      const most = Math.max(...receiver.uses.map(({ load }) => load.spread.backends.atMost));
      if (pool.failOpen.below.atLeast > most) yield always(receiver, pool.failOpen, most);
      else if (pool.failOpen.isStated === false) yield unstated(receiver, pool.failOpen);
      else if (pool.failOpen.isStated === undefined) {
        const claim = `that it is stated what ${pool.label} does when too few targets are healthy`;
        yield {
          kind: "unproved",
          urn: toChange(receiver.pool, receiver.uses),
          about: [pool.subject],
          claim,
          gaps: pool.failOpen.gaps,
        };
      }
    }
  },
} satisfies Rule<object>;

function unstated(receiver: Receiver, { then, remedy }: FailOpen): Finding {
  const { pool } = receiver;
  const lines = [
    `When no target of ${pool.label} is healthy, ${then}, and nothing in the configuration says that this is meant.`,
    `${remedy}.`,
  ];
  return fault(receiver, 1, lines);
}

function always(receiver: Receiver, { below, then, remedy }: FailOpen, most: number): Finding {
  const { pool } = receiver;
  const held = targets({ atLeast: most, atMost: most });
  const lines = [
    `${pool.label} takes fewer than ${count(below.atLeast, "healthy target")} for too few, but guarantees ${held}: ${then}, even while all of them are healthy.`,
    `${remedy}: ask for no more healthy targets than there are.`,
  ];
  return fault(receiver, below.atLeast - most + 1, lines);
}

function fault(receiver: Receiver, measure: number, lines: readonly string[]): Finding {
  const about = [receiver.pool.subject];
  return { kind: "fault", urn: toChange(receiver.pool, receiver.uses), about, measure, message: lines.join("\n") };
}
