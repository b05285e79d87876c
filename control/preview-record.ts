import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, weighedInputs, type Resource } from "../traffic";
import { masked, misfit, type Masked } from "./mask";
import { ControlError } from "./run";
import { sealed, sealingKey, unsealed } from "./sealed";

/** What a preview that passed ends with: an update may do this, once, and nothing else. */
export interface PreviewRecord {
  readonly stack: string;
  /** The moment after which it does not count. */
  readonly until: string;
  /** By the URN of each resource that decides how traffic is shared, what it was to be. */
  readonly resources: Readonly<Record<string, Masked>>;
}

/** The record that an update has taken; or why there is none. */
export type Claim = { readonly record: PreviewRecord; readonly key: string } | { readonly why: string };

/** The records of one stack: there is one at most, that of its last preview. */
export class PreviewRecords {
  readonly #file: string;

  /** @param stack its full name, `organization/project/stack`; no part of it becomes a part of a path. */
  constructor(
    readonly folder: string,
    readonly stack: string,
  ) {
    this.#file = join(folder, "previews", `${createHash("sha256").update(stack).digest("hex").slice(0, 32)}.json`);
  }

  /** Forgets the last preview: what it showed no longer counts. */
  discard(): void {
    this.#using(() => {
      rmSync(this.#file, { force: true });
    });
  }

  /** Leaves a record for the update. */
  leave(resources: Iterable<Resource>, until: Date): void {
    this.#using(() => {
      this.#leave(resources, until);
    });
  }

  /** Takes the record, so that no other update can: of two that try at once, one gets it. */
  claim(now: Date): Claim {
    return this.#using(() => this.#claim(now));
  }

  #leave(resources: Iterable<Resource>, until: Date): void {
    const key = sealingKey(this.folder);
    const all = Array.from(resources).flatMap((resource): [string, Masked][] => {
      const inputs = weighedInputs(resource);
      return inputs ? [[resource.urn, masked(inputs, maskingKey(key))]] : [];
    });
    const record = { stack: this.stack, until: until.toISOString(), resources: Object.fromEntries(all) };
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const own = `${this.#file}.${randomBytes(8).toString("hex")}`;
    writeFileSync(own, sealed(JSON.stringify(record), key), { mode: 0o600, flag: "wx" });
    renameSync(own, this.#file);
  }

  #claim(now: Date): Claim {
    const own = `${this.#file}.${randomBytes(8).toString("hex")}`;
    try {
      renameSync(this.#file, own);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      return { why: "no preview of this stack has passed since its last update" };
    }
    try {
      const key = sealingKey(this.folder);
      const payload = unsealed(readFileSync(own, "utf8"), key);
      if (payload === undefined) return { why: "the record of its preview is not as the preview left it" };
      const record = JSON.parse(payload) as PreviewRecord;
      if (record.stack !== this.stack) return { why: `the record of its preview is that of stack ${record.stack}` };
      if (Date.parse(record.until) <= now.getTime()) return { why: `its preview counted until ${record.until}` };
      return { record, key: maskingKey(key) };
    } finally {
      rmSync(own);
    }
  }

  /** @throws ControlError that names the folder. */
  #using<Result>(use: () => Result): Result {
    try {
      return use();
    } catch (error) {
      if (error instanceof ControlError) throw error;
      const way = "Let this user write there, or set the option folder of previewed-before-update to another one";
      throw new ControlError(`Records of previews cannot be kept in ${this.folder}: ${messageOf(error)}. ${way}`);
    }
  }
}

/** What of a resource was not previewed so: the path of a property; undefined where all of it was. */
export function notPreviewed(
  { record, key }: Extract<Claim, { record: unknown }>,
  resource: Resource,
): string | undefined {
  const inputs = weighedInputs(resource);
  if (!inputs) return undefined;
  const mask = record.resources[resource.urn];
  return mask === undefined ? "" : misfit(mask, inputs, key);
}

/** One key for one purpose. */
function maskingKey(key: string): string {
  return createHmac("sha256", key).update("mask").digest("hex");
}
