import { readAws } from "../sources/live/aws/read-aws";
import { readGcp } from "../sources/live/gcp/read-gcp";
import type { LiveStack } from "../sources/live/live-stack";
import { Overlay, placesOf } from "../sources/live/overlay";
import { about } from "./exit";
import type { Input } from "./input";
import type { Terminal } from "./terminal";

/** A cloud as a person names it, and how it is read. */
interface Reader {
  readonly name: string;
  readonly read: (place: string | undefined, onAnswer: (answers: number) => void) => Promise<LiveStack>;
}

export const READERS: Readonly<Record<"aws" | "gcp", Reader>> = {
  aws: { name: "AWS", read: readAws },
  gcp: { name: "Google Cloud", read: readGcp },
};

/**
 * Asks a cloud what it runs.
 *
 * @param place a region of AWS, a project of Google Cloud; that of the credentials where undefined.
 * @throws CommandError that names the cloud.
 */
export function askCloud(cloud: "aws" | "gcp", place: string | undefined, terminal: Terminal): Promise<LiveStack> {
  const { name, read } = READERS[cloud];
  return about(place === undefined ? name : `${name}, ${place}`, () =>
    read(place, (answers) => {
      terminal.progress(`Asking ${name} … ${answers} answers`);
    }),
  );
}

/**
 * The same stack as the clouds run it now: what others have moved since it was deployed is as they have left it, and pools have the
 * health of their targets. Of a preview both sides are.
 *
 * @throws CommandError when a cloud cannot be asked, or does not have the stack.
 */
export function asItRuns(input: Input, terminal: Terminal): Promise<Input> {
  return about(input.source, async () => {
    const { resources, before } = input;
    const deployed = before ?? resources;
    const stacks: LiveStack[] = [];
    for (const { cloud, name } of placesOf(deployed)) stacks.push(await askCloud(cloud, name, terminal));
    const overlay = new Overlay(stacks);
    const now = overlay.of(deployed);
    const health = overlay.healthOf(deployed);
    const source = `${input.source}, as it runs now`;
    if (!before) return { ...input, source, kind: "live" as const, resources: now, health };
    return { ...input, source, before: now, resources: overlay.after(resources, before), health };
  });
}
