import type { Properties, Value } from "../resource";

/** The actions of a listener or a rule. */
export function actionsOf(actions: Value): Value {
  if (!Array.isArray(actions)) return actions;
  return (actions as readonly Value[]).map((action) => {
    if (!isObject(action) || action["forwardConfig"] === undefined) return action;
    const config = action["forwardConfig"];
    return {
      ...action,
      forward: isObject(config) ? { ...config, targetGroups: groupsOf(config["targetGroups"]) } : config,
    };
  });
}

function groupsOf(groups: Value | undefined): Value {
  if (!Array.isArray(groups)) return groups ?? null;
  return (groups as readonly Value[]).map((group) =>
    isObject(group) ? { ...group, arn: group["targetGroupArn"] ?? null } : group,
  );
}

/**
 * Cloud Control leaves a weight out that the program does not give, and the service then takes this one.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/api/API_EndpointConfiguration.html (Weight)
 */
const USUAL_WEIGHT = 128;

/** The endpoints of an endpoint group. */
export function endpointsOf(endpoints: Value): Value {
  if (!Array.isArray(endpoints)) return endpoints;
  return (endpoints as readonly Value[]).map((endpoint) =>
    isObject(endpoint) ? { ...endpoint, weight: endpoint["weight"] ?? USUAL_WEIGHT } : endpoint,
  );
}

export function isObject(value: Value): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
