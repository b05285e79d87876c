import type { GraphDraft } from "../draft";
import type { Stack } from "../stack";
import { readAlertPolicies } from "./alert-policies";
import { Groups } from "./all-groups";
import { BackendServices } from "./backend-services";
import { readRecordSets } from "./dns";
import { readForwardingRules } from "./forwarding-rules";
import { readProxies } from "./proxies";
import { readServiceRoutes } from "./service-routes";
import { Splitter } from "./split";
import { readTargetPoolGroups } from "./target-pools";
import { readUrlMaps } from "./url-maps";

/** Reads everything of Google Cloud that a graph is made of. */
export function readGcp(stack: Stack, draft: GraphDraft): void {
  const groups = new Groups(stack);
  const services = new BackendServices(stack, draft, groups);
  const splitter = new Splitter(stack, draft, services);
  readUrlMaps(splitter);
  readProxies(splitter);
  readForwardingRules(splitter);
  readTargetPoolGroups(stack, draft, groups);
  readServiceRoutes(splitter);
  readRecordSets(stack, draft);
  services.addAll();
  readAlertPolicies(stack, draft);
}
