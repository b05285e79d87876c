import { exactly } from "../bounds";
import { listOf, numberOf, objectOf, textOf } from "../read";
import { references } from "../references";
import { declared, isManagedElsewhere, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import { ANY_WEIGHT, type Action, type Splitter, type Weighted } from "./split";
import { BACKEND_SERVICES, URL_MAPS } from "./types";

type Fields = Properties | typeof UNKNOWN;

/** What a URL map, a path matcher or a rule calls the two properties that say where its traffic goes. */
interface Names {
  readonly service: string;
  readonly action: string;
}

const DEFAULT: Names = { service: "defaultService", action: "defaultRouteAction" };
const RULE: Names = { service: "service", action: "routeAction" };

/** Each action of a URL map becomes a route: its default, and for each path matcher the default, the path rules and the route rules. */
export function readUrlMaps(splitter: Splitter): void {
  for (const type of URL_MAPS) {
    splitter.stack.each(type, (map) => {
      splitter.addEntry({ urn: map.urn, label: labelOf(map) });
      const actions = [defaultOf(map), ...matched(map)];
      for (const action of actions) splitter.addRoutes(map.urn, action);
      addSureRoutes(splitter, map, actions);
    });
  }
}

function labelOf(map: Resource): string {
  return `URL map ${map.name}`;
}

function defaultOf(map: Resource): Action {
  const property = declared(map, DEFAULT.service) === undefined ? DEFAULT.action : DEFAULT.service;
  const action = { key: map.urn, label: labelOf(map), holder: map, property, isShared: false };
  return { ...action, split: splitOf(map, "", map.inputs, DEFAULT) };
}

/** The actions of the path matchers. All of them are one property to the engine. */
function matched(map: Resource): Action[] {
  const property = "pathMatchers";
  const matchers = listOf(map, property, declared(map, property));
  const action = (key: string, name: string, fields: Fields, names = RULE): Action => ({
    key: `${map.urn}#${key}`,
    label: `${labelOf(map)} (${name})`,
    holder: map,
    property,
    isShared: true,
    split: splitOf(map, `${key}.`, fields, names),
  });
  if (matchers === UNKNOWN) return [action(property, "path matchers", UNKNOWN)];
  return matchers.flatMap((value, index) => {
    const at = `${property}[${index}]`;
    const fields = objectOf(map, at, value);
    if (fields === UNKNOWN) return [action(at, "a path matcher", UNKNOWN)];
    const name = textOf(map, `${at}.name`, fields["name"]);
    const matcher = typeof name === "string" ? name : `path matcher ${index + 1}`;
    return [
      action(at, matcher, fields, DEFAULT),
      ...rulesIn(map, `${at}.pathRules`, fields["pathRules"]).map(({ path, rule }) =>
        action(path, `${matcher}: ${pathsOf(map, path, rule)}`, rule),
      ),
      ...rulesIn(map, `${at}.routeRules`, fields["routeRules"]).map(({ path, rule }) =>
        action(path, `${matcher}: rule ${priorityOf(map, path, rule)}`, rule),
      ),
    ];
  });
}

function rulesIn(map: Resource, path: string, value: Value | undefined): { path: string; rule: Fields }[] {
  const rules = listOf(map, path, value);
  if (rules === UNKNOWN) return [{ path, rule: UNKNOWN }];
  return rules.map((rule, index) => ({ path: `${path}[${index}]`, rule: objectOf(map, `${path}[${index}]`, rule) }));
}

/**
 * Where an action sends its traffic: to its service, else to the services that it splits it among; it cannot have both. A redirect
 * sends none to a backend, and what is mirrored is no traffic of a client.
 *
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts
 */
function splitOf(map: Resource, path: string, fields: Fields, names: Names): Action["split"] {
  if (fields === UNKNOWN) return UNKNOWN;
  const service = fields[names.service] ?? undefined;
  if (service !== undefined) return [{ service, weight: exactly(1) }];
  const action = objectOf(map, `${path}${names.action}`, fields[names.action]);
  if (action === UNKNOWN) return UNKNOWN;
  const at = `${path}${names.action}.weightedBackendServices`;
  const listed = listOf(map, at, action["weightedBackendServices"]);
  return listed === UNKNOWN ? UNKNOWN : listed.map((value, index) => weighted(map, `${at}[${index}]`, value));
}

/** The provider has no default for a weight, and which one the service has for an absent one is not documented. */
function weighted(map: Resource, path: string, value: Value): Weighted {
  const fields = objectOf(map, path, value);
  if (fields === UNKNOWN) return { service: UNKNOWN, weight: ANY_WEIGHT };
  const isElsewhere = isManagedElsewhere(map, /^\w+/.exec(path)?.[0] ?? path);
  const weight = isElsewhere ? ANY_WEIGHT : numberOf(map, `${path}.weight`, fields["weight"], ANY_WEIGHT, ANY_WEIGHT);
  return { service: fields["backendService"] ?? UNKNOWN, weight };
}

/**
 * Adds what is certain of the path matchers while nobody knows which service stands where: each service that they are made from
 * stands in one of them at least, and gets all that this one matches.
 */
function addSureRoutes(splitter: Splitter, map: Resource, actions: readonly Action[]): void {
  const property = "pathMatchers";
  const splits = actions.flatMap((action): Action["split"][] => (action.property === property ? [action.split] : []));
  const isWhole = splits.every((split) => split !== UNKNOWN && split.length < 2);
  const services = splits.flatMap((split) => (split === UNKNOWN ? [] : split.map(({ service }) => service)));
  if (!isWhole || services.filter((service) => service === UNKNOWN).length < 2 || mirrors(declared(map, property)))
    return;
  const { certain } = references(splitter.stack, { holder: map, property, types: BACKEND_SERVICES }, services);
  for (const service of certain) {
    const key = `${map.urn}#${property} to ${service.urn}`;
    const label = `${labelOf(map)} (one of its path matchers)`;
    splitter.addCertainRoutes(map.urn, { key, label, holder: map, property, isShared: true }, service);
  }
}

/** Whether a service may be named only to get a copy of the traffic. */
function mirrors(value: Value | undefined): boolean {
  if (value === undefined || value === null || typeof value !== "object") return false;
  const inside: readonly (readonly [string, Value])[] = Object.entries(value);
  return inside.some(([name, one]) => name === "requestMirrorPolicy" || mirrors(one));
}

function pathsOf(map: Resource, path: string, rule: Fields): string {
  const paths = rule === UNKNOWN ? UNKNOWN : listOf(map, `${path}.paths`, rule["paths"]);
  const known = paths === UNKNOWN ? [] : paths.filter((one) => typeof one === "string");
  const shown = known.length > 2 ? [...known.slice(0, 2), "…"] : known;
  return shown.length === 0 ? "a path rule" : shown.join(", ");
}

function priorityOf(map: Resource, path: string, rule: Fields): string {
  const priority = rule === UNKNOWN ? undefined : textOf(map, `${path}.priority`, rule["priority"]);
  return typeof priority === "string" ? priority : path;
}
