import { clock, lasting, percent } from "../session/words";
import type { Debrief } from "./debrief";

/** A heading with a table or paragraphs, from which every format is made. */
export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** The report of a debrief. */
export function sectionsOf(debrief: Debrief): Section[] {
  const { times, users, faults, diagnoses, hints, findings, monitors, timeline, silence, asItWas } = debrief;
  const since = (at: number | null, from: number | null) =>
    at === null || from === null ? ["not reached", ""] : [clock(at), lasting(Math.max(0, at - from))];
  const blocking = findings.filter(({ level }) => level === "mandatory");
  return [
    {
      title: "How fast",
      paragraphs: [`The change was made at ${clock(times.changed)}.`],
      table: {
        head: ["", "at", "after"],
        rows: [
          ["first users hit", ...since(times.hit, times.changed)],
          ["first alarm", ...since(times.alarmed, times.hit)],
          ["noticed", ...since(times.noticed, times.hit)],
          ["diagnosed", ...since(times.diagnosed, times.hit)],
          ["mitigated", ...since(times.mitigated, times.hit)],
          ["recovered", ...since(times.recovered, times.hit)],
        ],
      },
    },
    {
      title: "What users felt",
      paragraphs: [
        `At worst ${percent(users.worst)} of ${users.users} users were locked out. Together they lost ${users.userMinutes} minutes; ${users.failedRequests} requests failed.`,
        ...(silence === null ? [] : [`The longest time without word to users: ${lasting(silence)}.`]),
      ],
    },
    {
      title: "What was wrong",
      paragraphs: faults.map(({ kind, at, does }) => `${at}: ${kind}. ${does}`),
      table: {
        head: ["diagnosis", "at", ...faults.flatMap(({ at }) => [`place: ${at}`, "kind"])],
        rows: diagnoses.map(({ text, at, found }) => [
          text,
          clock(at),
          ...found.flatMap((one) => [yes(one.place), yes(one.kind)]),
        ]),
      },
    },
    {
      title: "What would have caught it",
      paragraphs: [
        blocking.length > 0
          ? "The policy pack blocks the preview of this change: nothing would have happened."
          : findings.length > 0
            ? "The policy pack advises against this change in its preview; with the strict preset, or the policy made mandatory, it can block it."
            : "The policy pack finds nothing in this change that it did not find before.",
        ...findings.map(({ policy, level, message }) => `${policy} (${level}): ${message.replace(/\n.*/s, "")}`),
      ],
      table: {
        head: ["a monitor of the shares", "raises its alarm at", "after the change"],
        rows: monitors.map(({ name, at }) => [name, ...since(at, times.changed)]),
      },
    },
    {
      title: "What happened",
      paragraphs: hints > 0 ? [`${hints} ${hints === 1 ? "hint was" : "hints were"} asked for.`] : [],
      table: { head: ["at", "what"], rows: timeline.map(({ at, text }) => [clock(at), text]) },
    },
    ...(asItWas.length === 0
      ? []
      : [
          {
            title: "As it was",
            paragraphs: [],
            table: { head: ["after the change", "what"], rows: asItWas.map(({ at, text }) => [clock(at), text]) },
          },
        ]),
  ];
}

function yes(is: boolean): string {
  return is ? "right" : "no";
}

export function debriefMarkdown(debrief: Debrief): string {
  const { title, seed, level } = debrief;
  const parts = sectionsOf(debrief).map(({ title: heading, paragraphs, table }) => {
    const rows =
      table && table.rows.length > 0
        ? [row(table.head), row(table.head.map(() => "---")), ...table.rows.map(row)].join("\n")
        : "";
    return [`## ${heading}`, ...paragraphs.map(plain), rows].filter((text) => text !== "").join("\n\n");
  });
  return `# Debrief: ${plain(title)}\n\nSeed ${seed}, level ${level}. With the same seed it is the same drill.\n\n${parts.join("\n\n")}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => plain(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Names and words are no markup. */
function plain(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_<>[\]]/g, (one) => `\\${one}`);
}
