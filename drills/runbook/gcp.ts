import type { Pool, Properties, Resource, RouteTraffic, Value } from "../../traffic";
import { textOf } from "./aws-words";
import type { Commands, Step } from "./balancer";
import { command } from "./shell";

interface GcpParts {
  readonly routes: readonly RouteTraffic[];
  readonly pools: readonly Pool[];
  readonly find: (urn: string) => Resource | undefined;
}

/**
 * Backend services share by their backends' capacity scalers, URL maps by weights.
 *
 * @see https://cloud.google.com/sdk/gcloud/reference/compute/backend-services/update-backend
 */
export function gcpCommands({ routes, pools, find }: GcpParts): Commands {
  const services = unique(pools.map(({ urn }) => find(urn ?? ""))).filter(({ type }) =>
    type.includes("ackendService:"),
  );
  const maps = unique(routes.map(({ route }) => find(route.urn))).filter(({ type }) => /rlMap:|RLMap:/.test(type));
  const backends = services.flatMap((service) => backendsOf(service).map((backend) => ({ service, backend })));
  return {
    inspect: [
      step(
        "Where each URL map sends its traffic now:",
        maps.map((one) => gcloud(one, "url-maps", "describe")),
      ),
      step(
        "Which backends of each service are healthy:",
        services.map((one) => gcloud(one, "backend-services", "get-health")),
      ),
      step(
        "By which capacities each service shares:",
        services.map((one) => gcloud(one, "backend-services", "describe")),
      ),
    ].flat(),
    restore: [
      step(
        "The capacity scaler of each group, as it is in the state:",
        backends.map(({ service, backend }) => scaler(service, backend, scalerOf(backend))),
      ),
      maps.length > 0
        ? [{ text: "Weights of a URL map: put them back with `pulumi up` from the last good commit.", commands: [] }]
        : [],
    ].flat(),
    drain: step(
      "One group a line; run that of the favourite only:",
      backends.map(({ service, backend }) => scaler(service, backend, 0)),
    ),
  };
}

function step(text: string, commands: readonly string[]): Step[] {
  return commands.length === 0 ? [] : [{ text, commands }];
}

function gcloud(resource: Resource, kind: string, verb: string, ...words: readonly string[]): string {
  const name = textOf(resource, "name") ?? resource.name;
  return command("gcloud", "compute", kind, verb, name, ...words, ...placeOf(resource));
}

/** A link says in which project and region something is. */
function placeOf(resource: Resource): string[] {
  const link = textOf(resource, "selfLink") ?? textOf(resource, "id") ?? "";
  const [, project] = /projects\/([^/]+)\//.exec(link) ?? [];
  const region = textOf(resource, "region")?.split("/").at(-1) ?? /regions\/([^/]+)\//.exec(link)?.[1];
  return [
    region === undefined ? "--global" : `--region=${region}`,
    ...(project === undefined ? [] : [`--project=${project}`]),
  ];
}

/** @see https://cloud.google.com/sdk/gcloud/reference/compute/backend-services/update-backend#--instance-group */
function scaler(service: Resource, { group }: Backend, value: number): string {
  const [, place = "", zone = "", kind = "", name = group] =
    /\/(zones|regions)\/([^/]+)\/(instanceGroups|networkEndpointGroups)\/([^/]+)$/.exec(group) ?? [];
  const isEndpoints = kind === "networkEndpointGroups";
  const flag = isEndpoints ? "network-endpoint-group" : "instance-group";
  const where = place === "" ? [] : [`--${flag}-${place === "zones" ? "zone" : "region"}=${zone}`];
  const words = [`--${flag}=${name}`, ...where, `--capacity-scaler=${value}`];
  return gcloud(service, "backend-services", "update-backend", ...words);
}

/** A backend that names its group. */
type Backend = Properties & { readonly group: string };

function backendsOf({ inputs }: Resource): Backend[] {
  const backends = inputs["backends"];
  if (!Array.isArray(backends)) return [];
  return backends.filter((one: Value): one is Backend => typeof (one as Properties | null)?.["group"] === "string");
}

function scalerOf({ capacityScaler }: Backend): number {
  return typeof capacityScaler === "number" ? capacityScaler : 1;
}

function unique(all: readonly (Resource | undefined)[]): Resource[] {
  return [...new Set(all)].filter((one) => one !== undefined);
}
