import { urnPattern } from "../traffic";
import type { Decided } from "./configuration-is-valid";
import { Exemptions } from "./exemptions";
import { levelsOf } from "./presets";
import type { Finding, Level } from "./rule";

/** What of a finding is told, and how. */
export interface Told {
  readonly message: string;
  /** Undefined where the level that is configured for the policy holds. */
  readonly level: Level | undefined;
}

/** How a team's decisions bear on what the policies find in one stack. */
export class Levels {
  readonly exemptions: Exemptions;
  readonly #levels: ReadonlyMap<string, Level>;
  readonly #isBroken: boolean;

  constructor({ exemptions, stacks, isBroken }: Pick<Decided, "exemptions" | "stacks" | "isBroken">, stack: string) {
    this.exemptions = new Exemptions(exemptions);
    const own = stacks.find(({ match }) => urnPattern(match).test(stack));
    this.#levels = own ? levelsOf(own.preset) : new Map();
    this.#isBroken = isBroken;
  }

  /** The level of anything that would block, where the glass is broken. */
  get whenBlocking(): Level {
    return this.#isBroken ? "advisory" : "mandatory";
  }

  of(policy: string, finding: Finding): Told {
    const exempted = this.exemptions.of(policy, finding);
    const message = exempted ? `${finding.message}\n${exempted.note}` : finding.message;
    const isLowered = this.#isBroken || exempted?.isWorse === false;
    return { message, level: isLowered ? "advisory" : (finding.level ?? this.#levels.get(policy)) };
  }
}
