import { whyNotBroken, type BreakGlass } from "./break-glass";
import { whyNot, type Exemption } from "./exemptions";
import { OptionError, optionsOf } from "./options";
import { PRESETS, type Preset } from "./presets";
import type { Finding, PolicyFacts } from "./rule";

/** What a team has decided on how the policies apply. */
export interface Decisions {
  /** Which stacks have which levels; the first pattern that fits a stack's name decides. */
  readonly stacks: readonly StackPreset[];
  readonly exemptions: readonly Exemption[];
  readonly breakGlass: BreakGlass | Record<string, never>;
}

interface StackPreset {
  /** The name of the stack; `*` stands for any characters. */
  readonly match: string;
  readonly preset: Preset;
}

const text = (description: string) => ({ type: "string", minLength: 1, description }) as const;

/** Comes first, so that the others apply what it reads; says what of it does not hold. */
export const configurationIsValid = {
  id: "configuration-is-valid",
  description: "What a team exempts must have a reason and an end, and must still hold.",
  severity: "high",
  level: "mandatory",
  remediation: "Correct the entry, or remove it.",
  tags: ["configuration"],
  options: {
    stacks: {
      type: "array",
      default: [],
      description: "Which stacks have which levels: the first entry whose pattern fits the name of the stack decides.",
      items: {
        type: "object",
        required: ["match", "preset"],
        properties: {
          match: text("The name of the stack; * stands for any characters."),
          preset: { type: "string", enum: [...PRESETS], description: "The levels that hold for it." },
        },
      },
    },
    exemptions: {
      type: "array",
      default: [],
      description: "Findings that are accepted for a time: they are told, but do not block.",
      items: {
        type: "object",
        required: ["policy", "urn", "reason", "until"],
        properties: {
          policy: text("The policy whose findings it is about."),
          urn: text("The URN of the resource; * stands for any characters."),
          reason: { type: "string", description: "Why it is accepted." },
          until: text("The last day on which it holds, as 2026-12-31, in UTC."),
          measure: { type: "number", description: "How bad a finding may be at most, as a baseline writes it." },
        },
      },
    },
    breakGlass: {
      type: "object",
      default: {},
      description: "In an incident: for an hour at most, nothing blocks.",
      properties: {
        who: { type: "string", description: "Who decides it." },
        why: { type: "string", description: "Why, with the incident." },
        until: { type: "string", description: "When it ends, as 2026-12-31T03:40:00Z: an hour from now at most." },
      },
    },
  },
} as const satisfies PolicyFacts<Decisions>;

/** What holds of a team's decisions, and what is to be said of them. */
export interface Decided {
  readonly exemptions: readonly Exemption[];
  readonly stacks: readonly StackPreset[];
  /** Whether nothing blocks for now. */
  readonly isBroken: boolean;
  readonly findings: readonly Omit<Finding, "urn">[];
}

/** @throws OptionError when an entry is not what the schema demands. */
export function decide(configured: Partial<Decisions>, now: Date, policies: ReadonlySet<string>): Decided {
  const options = optionsOf<Decisions>(configurationIsValid.id, configurationIsValid.options, configured);
  for (const [index, { match, preset }] of options.stacks.entries()) {
    demandText(match, `stacks[${index}].match`);
    if (!PRESETS.includes(preset)) {
      const names = PRESETS.join(", ");
      throw new OptionError(configurationIsValid.id, `stacks[${index}].preset must be one of ${names}`);
    }
  }
  const doubtful = options.exemptions.map((exemption, index) => {
    for (const field of ["policy", "urn", "reason", "until"] as const) {
      demandText(exemption[field], `exemptions[${index}].${field}`);
    }
    return { exemption, index, why: whyNot(exemption, now, policies) };
  });
  const broken = judgeBreakGlass(options.breakGlass, now);
  const invalid = doubtful.flatMap(({ exemption: { policy, urn }, index, why }) =>
    why === undefined ? [] : fault(`exemptions[${index}] (${policy}, ${urn}) does not hold: ${why}.`),
  );
  return {
    stacks: options.stacks,
    exemptions: doubtful.filter(({ why }) => why === undefined).map(({ exemption }) => exemption),
    isBroken: broken.isBroken,
    findings: [...broken.findings, ...invalid],
  };
}

function judgeBreakGlass(given: Decisions["breakGlass"], now: Date): Pick<Decided, "isBroken" | "findings"> {
  if (Object.keys(given).length === 0) return { isBroken: false, findings: [] };
  const [who, why, until] = (["who", "why", "until"] as const).map((field) => given[field]);
  const breakGlass = {
    who: demandText(who ?? "", "breakGlass.who"),
    why: demandText(why ?? "", "breakGlass.why"),
    until: demandText(until ?? "", "breakGlass.until"),
  };
  const problem = whyNotBroken(breakGlass, now);
  if (problem !== undefined) {
    return { isBroken: false, findings: [fault(`breakGlass does not hold: ${problem}.`)] };
  }
  const lines = [
    `THE GLASS IS BROKEN until ${breakGlass.until}, by ${breakGlass.who}: ${breakGlass.why}`,
    "Until then nothing blocks. What would have blocked is told as an advisory: go through it when this is over.",
  ];
  return { isBroken: true, findings: [{ ...fault(lines.join("\n")), level: "advisory" }] };
}

function fault(message: string): Omit<Finding, "urn"> {
  return { kind: "fault", about: [], measure: 1, message };
}

/** The engine holds it against the schema too, but not wherever the policies are run. */
function demandText(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw new OptionError(configurationIsValid.id, `${path} must be a text`);
}
