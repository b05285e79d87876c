import type { Input } from "@pulumi/pulumi";
import { greatestShare, shareSays } from "../../monitor/expected";
import type { Limits } from "../../monitor/settings";
import type { Alert } from "./alerts";
import { Instances } from "./instances";
import { above } from "./queries";
import type { Requests } from "./requests";
import type { WatchedService } from "./watched";

/** The alerts about how the instances of each group share what the group gets. */
export function instanceAlerts(requests: Requests, limits: Limits, service: WatchedService): Alert[] {
  const { name, groups = [], zones = [] } = service;
  return groups.flatMap((group) => {
    if (group.instances === undefined) return [];
    const instances = new Instances(group.instances);
    const alert = (end: string, who: string, expected: number, part: Input<string>): Alert[] => {
      const limit = greatestShare(expected, limits);
      if (limit === undefined) return [];
      const says = shareSays(`${who} sends, of what the instances of ${name} send,`, expected, limits, "bytes");
      const query = above(part, instances.sent(), limit, limits, requests.sentTo(service, group));
      return [{ key: `${name}-${end}`, says, concentrates: true, query }];
    };
    const favourite = alert(`${group.key}-favourite`, "One instance", 1 / group.atLeast, instances.busiest);
    // Of several groups each has some of the zones, and nobody says which.
    if (groups.length > 1) return favourite;
    return [
      ...favourite,
      ...zones.flatMap((zone) => alert(zone, `Zone ${zone}`, 1 / zones.length, instances.sent(zone))),
    ];
  });
}
