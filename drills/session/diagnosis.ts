import type { Fault, Truth } from "../scenario/scenario";

/** How right a diagnosis is. */
export interface Diagnosis {
  readonly at: number;
  readonly text: string;
  /** For each fault, whether its place and its kind are named. */
  readonly found: readonly { readonly place: boolean; readonly kind: boolean }[];
}

/** Holds what a trainee says against what is so. A name or a word counts where a word of the diagnosis begins with it. */
export function diagnosisOf(at: number, text: string, { faults }: Truth): Diagnosis {
  return {
    at,
    text,
    found: faults.map((fault) => ({ place: says(text, fault.names), kind: says(text, words(fault)) })),
  };
}

/** Whether every fault is named, by place and kind. */
export function isRight({ found }: Diagnosis): boolean {
  return found.every(({ place, kind }) => place && kind);
}

function words({ words: own }: Fault): readonly string[] {
  return own;
}

function says(text: string, words: readonly string[]): boolean {
  const said = ` ${text.toLowerCase().replace(/[^a-z0-9_-]+/g, " ")}`;
  return words.some((word) =>
    said.includes(
      ` ${word
        .toLowerCase()
        .replace(/[^a-z0-9_-]+/g, " ")
        .trim()}`,
    ),
  );
}
