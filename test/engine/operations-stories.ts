import { clouds } from "./clouds";
import { evenkeel } from "./evenkeel";
import { pools, type Deeds, type Story } from "./operations-story";

const only = (resource: string) => ["--target", `**::${resource}`];
const withoutPreview = "--skip-preview";

/** What most of these stories begin with. */
export const safe = pools([100, 0], [3, 1]);

/** The change of the incident: all traffic to the target group with one target. */
export async function faultyChange(story: Story): Promise<Deeds> {
  await story.write(pools([0, 100], [3, 1]));
  return {
    preview: await story.preview(),
    update: await story.up(),
    "targeted update without the listener": await story.up(...only("blue0")),
    "targeted update of the listener": await story.up(...only("http")),
    "update without a preview": await story.up(withoutPreview),
    analysis: await story.analyze(),
    refresh: await story.other("refresh", "--yes"),
    "next update": await story.up(...only("blue0")),
  };
}

/** A weight that is no number. */
export async function unreadableChange(story: Story): Promise<Deeds> {
  await story.write(pools(["abc", 0], [3, 1]));
  return {
    "targeted update without it": await story.up(...only("blue0")),
    update: await story.up(),
    "update without a preview": await story.up(withoutPreview),
    analysis: await story.analyze(),
  };
}

/** All traffic to the target group that gets its second target in the same change. */
export async function wholeChange(story: Story): Promise<Deeds> {
  await story.write(pools([0, 100], [3, 2]));
  const preview = await story.preview();
  const listenerOnly = await story.up(...only("http"));
  const lift = await failToCreate("green1");
  const halfWay = await story.up(withoutPreview);
  lift();
  return {
    preview,
    "targeted update of the listener": listenerOnly,
    "update that fails half way": halfWay,
    "analysis of what it has left": await story.analyze(),
    "update that succeeds": await story.up(),
  };
}

/** The second of two targets goes, in the program or by hand. */
export async function takingAway(story: Story): Promise<Deeds> {
  const pack = ["--yes", "--policy-pack", evenkeel];
  await story.write(pools([100, 0], [1, 1]));
  const withoutIt = await story.up(...only("blue0"));
  const ofIt = await story.up(...only("blue1Target"));
  return {
    "targeted update without it": withoutIt,
    "targeted update of it": ofIt,
    "destroy with a pack": await story.other("destroy", ...pack),
    "refresh with a pack": await story.other("refresh", ...pack),
    "import with a pack": await story.other("import", ...pack, "aws:lb/targetGroup:TargetGroup", "other", "arn"),
    "targeted destroy": await story.other("destroy", "--yes", ...only("blue1Target")),
    "analysis after it": await story.analyze(),
    destroy: await story.other("destroy", "--yes"),
    "analysis of nothing": await story.analyze(),
  };
}

/** Lets the cloud fail at one resource of these stories, late enough for others to be through. */
async function failToCreate(resource: string): Promise<() => void> {
  const fault = {
    on: "create",
    urn: new RegExp(`^urn:pulumi:test::pools::.*::${resource}$`),
    delayMs: 2000,
    message: "InsufficientInstanceCapacity",
  } as const;
  const lifts = (await clouds()).map(({ faults }) => faults.inject(fault));
  return () => {
    for (const lift of lifts) lift();
  };
}
