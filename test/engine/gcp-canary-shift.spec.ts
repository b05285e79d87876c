import assert from "node:assert/strict";
import {
  adoptBackendService,
  CanaryShift,
  GlobalHttpLoadBalancer,
  RegionalHttpLoadBalancer,
  split,
  type CanaryShiftArgs,
  type RegionalHttpRoute,
} from "../../components/gcp";
import { behindGcp } from "../cloud/behind-gcp";
import { linkOf, type Kept } from "../cloud/gcp-resources";
import { LAUNCHED, REGION } from "../components/gcp/site";
import type { Outcome } from "./outcome";
import { newStack, type TestStack } from "./stack";

const HERE = `regions/${REGION}`;
const QUERY = 'sum(rate(errors{service="blue"}[1m])) > 10';
const HEALTHY = ["HEALTHY", "HEALTHY"];

interface Action {
  readonly weightedBackendServices?: readonly { readonly backendService: string; readonly weight: number }[];
}

interface Default {
  readonly defaultService?: string | undefined;
  readonly defaultRouteAction?: Action;
}

/** What of a URL map the tests look at. */
interface Fields extends Default {
  readonly description?: string;
  readonly pathMatchers?: readonly (Default & { readonly routeRules: readonly { readonly routeAction?: Action }[] })[];
}

describe("A canary shift of Google Cloud on the engine", function () {
  this.timeout(120_000);
  const gcp = behindGcp();
  const stacks: TestStack[] = [];
  let unchanged: Promise<TestStack> | undefined;

  const pool = (name: string, place?: string) =>
    adoptBackendService(linkOf("backendServices", name, place), { atLeast: 2, because: "It was there before." });
  const green = () => pool("green");
  const shifting = (args: Partial<CanaryShiftArgs> = {}) =>
    new CanaryShift({ from: pool("green"), to: pool("blue"), watchFor: 0, alerts: { errors: QUERY }, ...args });

  /** A site with rules that are no part of a shift, so that its route is at two places in the URL map. */
  const site = (to: () => RegionalHttpRoute) => () => {
    const other = split({ to: pool("one"), weight: 300 }, { to: pool("two"), weight: 700 });
    new GlobalHttpLoadBalancer("web", {
      ...{ to: to(), healthGate: { waitFor: 0 } },
      rules: [
        { priority: 1, when: { path: ["/api/*"] }, then: { to: pool("api") } },
        { priority: 2, when: { path: ["/other/*"] }, then: { to: other } },
      ],
    });
    return Promise.resolve();
  };

  after(() => Promise.all(stacks.map((stack) => stack.destroyFiles())));
  beforeEach(() => {
    gcp.resources = ["green", "blue", "one", "two"].flatMap((name) => [service(name), service(name, HERE)]);
  });

  async function deployed(program: () => Promise<void>): Promise<TestStack> {
    const stack = await newStack(program);
    stacks.push(stack);
    const { ok, output } = await stack.up();
    assert.ok(ok, output);
    return stack;
  }

  /** Has Google Cloud know the URL map of a stack, with what a test changes of what was deployed, which it returns. */
  async function live(stack: TestStack, changed: (map: Fields) => Fields = (map) => map): Promise<Fields> {
    const { inputs, outputs } = await stack.onRecord("Map::web");
    const { defaultService, defaultRouteAction, hostRules, pathMatchers, region } = inputs;
    const written = JSON.stringify({ defaultService, defaultRouteAction, hostRules, pathMatchers });
    const fields = JSON.parse(
      written.replaceAll('"projects/', `"${GOOGLE}projects/`).replaceAll('"__defaults":[],', ""),
    ) as Fields & Kept["fields"];
    const deployed = { fields, fingerprint: outputs["fingerprint"] };
    const at = { name: String(outputs["name"]), ...(region === undefined ? {} : { place: HERE }) };
    gcp.resources = [...gcp.resources, { collection: "urlMaps", ...at, fields: { ...changed(fields) }, deployed }];
    return fields;
  }

  /** Updates a stack in which green has all traffic; by default one that is left so. */
  async function shifted(
    changed?: (map: Fields) => Fields,
    stack?: TestStack,
  ): Promise<Outcome & { readonly before: Fields }> {
    const one = stack ?? (await (unchanged ??= deployed(site(green))));
    const before = await live(one, changed);
    one.setProgram(site(shifting));
    return { ...(await one.up()), before };
  }

  const mapNow = () => gcp.resources.find(({ collection }) => collection === "urlMaps");
  const fieldsNow = () => (mapNow()?.fields ?? {}) as Fields;
  const updates = () => gcp.asked.filter((path) => path.startsWith("PUT")).length;

  /** Notes what is looked for in the URL map after each of its changes. */
  function noted<Seen>(look: (map: Fields) => Seen): Seen[] {
    const seen: Seen[] = [];
    gcp.actions.afterwards = () => seen.push(look(fieldsNow()));
    return seen;
  }

  it("takes traffic over step by step wherever the route is, and leaves the last to the update", async () => {
    const seen = noted(({ defaultRouteAction, pathMatchers: [matcher] = [] }) => {
      const rules = matcher?.routeRules.map(({ routeAction }) => routeAction) ?? [];
      return [defaultRouteAction, matcher?.defaultRouteAction, ...rules].map(weightsIn);
    });
    const stack = await deployed(site(green));
    const { ok, output, before } = await shifted(undefined, stack);
    assert.ok(ok, output);
    const other = [300, 700];
    assert.deepEqual(seen, [
      ...[0, 10, 50].map((blue) => [[100 - blue, blue], [100 - blue, blue], [], other]),
      [[], [], [], other],
    ]);
    assert.deepEqual(fieldsNow(), before, "the update finds what is on record");
    const { inputs } = await stack.onRecord("URLMap::web");
    assert.deepEqual(weightsIn(inputs["defaultRouteAction"] as Action), [0, 100]);
    gcp.calm();
    assert.ok((await stack.up()).ok);
    assert.deepEqual(gcp.asked, [], "what has been done is not done again");
  });

  it("makes two shifts of a load balancer one after the other, in a region too", async () => {
    const regional = (route: (from: string, to: string) => RegionalHttpRoute) => () => {
      new RegionalHttpLoadBalancer("web", {
        ...{ region: REGION, network: LAUNCHED.network, proxyOnlyRange: "10.129.0.0/23" },
        ...{ to: route("green", "blue"), healthGate: { waitFor: 0 } },
        rules: [{ priority: 7, when: { host: ["api.example"] }, then: { to: route("one", "two") } }],
      });
      return Promise.resolve();
    };
    const stack = await deployed(
      regional((from, to) => split({ to: pool(from, HERE), weight: 100 }, { to: pool(to, HERE), weight: 0 })),
    );
    await live(stack);
    const seen = noted(({ defaultRouteAction, pathMatchers: [matcher] = [] }) =>
      [defaultRouteAction, matcher?.routeRules[0]?.routeAction].map((action) => weightsIn(action)[1]),
    );
    const steps = [25, 100];
    stack.setProgram(
      regional((from, to) => new CanaryShift({ from: pool(from, HERE), to: pool(to, HERE), steps, watchFor: 0 })),
    );
    const { ok, output } = await stack.up();
    assert.ok(ok, output);
    assert.deepEqual(seen, [
      [25, 0],
      [25, 25],
      [0, 0],
    ]);
  });

  it("goes on from the step at which it was interrupted", async () => {
    const seen = noted(({ defaultRouteAction }) => weightsIn(defaultRouteAction));
    const { ok, output } = await shifted(halfway, await deployed(site(green)));
    assert.ok(ok, output);
    assert.deepEqual(seen, [[50, 50], []]);
  });

  it("takes traffic back when backends fail", async () => {
    gcp.actions.afterwards = () => {
      gcp.resources = [service("blue", "global", ["HEALTHY", "UNHEALTHY"]), ...gcp.resources];
    };
    const { ok, output, before } = await shifted(halfway);
    assert.equal(ok, false);
    assert.match(
      output,
      /backend service blue gets 50 % of the traffic, but 1 of 2 backends in europe-west1 is healthy/,
    );
    assert.match(output, /The route is again as it was deployed before/);
    assert.deepEqual(fieldsNow(), before);
  });

  it("takes traffic back when an alert rings", async () => {
    gcp.actions.afterwards = () => {
      if (weightsIn(fieldsNow().defaultRouteAction)[1] === 10) gcp.actions.promql = ringing;
    };
    const { ok, output, before } = await shifted();
    assert.equal(ok, false);
    assert.match(output, /Alert errors rings\./);
    assert.match(output, /The route is again as it was deployed before/);
    assert.deepEqual([updates(), fieldsNow()], [3, before]);
  });

  it("takes traffic back, and nothing else, when something else changes the URL map", async () => {
    const byHand = { description: "by hand" };
    // It is asked while the step is watched.
    gcp.actions.promql = () => {
      const map = mapNow();
      if (map && weightsIn(fieldsNow().defaultRouteAction)[1] === 10)
        gcp.actions.put(map, { ...map.fields, ...byHand });
      return { resultType: "vector", result: [] };
    };
    const { ok, output, before } = await shifted();
    assert.equal(ok, false);
    assert.match(output, /URL map web-\w+ has been changed by something else meanwhile/);
    assert.deepEqual(fieldsNow(), { ...before, ...byHand });
  });

  it("does not begin where the URL map is not what the stack has on record", async () => {
    const { ok, output } = await shifted((map) => ({ ...map, description: "by hand" }));
    assert.equal(ok, false);
    assert.match(
      output,
      /URL map web-\w+ is not as it was deployed; record what it is, and update again: pulumi refresh/,
    );
    assert.equal(updates(), 0);
  });

  it("does not begin while an alert rings", async () => {
    gcp.actions.promql = ringing;
    const { ok, output, before } = await shifted();
    assert.equal(ok, false);
    assert.match(output, /Alert errors rings/);
    assert.deepEqual(fieldsNow(), before);
  });
});

const GOOGLE = "https://www.googleapis.com/compute/v1/";

/** A backend service as Google Cloud has it, with a group of instances. */
function service(name: string, place = "global", states = HEALTHY): Kept {
  const group = linkOf("instanceGroups", name, HERE);
  return {
    ...{ collection: "backendServices", name, health: { [group]: states }, ...(place === "global" ? {} : { place }) },
    fields: { healthChecks: [linkOf("healthChecks", name)], backends: [{ group }] },
  };
}

const ringing = (query: string) => ({ resultType: "vector", result: query === QUERY ? [{ value: [0, "11"] }] : [] });

const weightsIn = ({ weightedBackendServices = [] }: Action = {}) =>
  weightedBackendServices.map(({ weight }) => weight);

/** The same URL map, in which blue has half of what green had. */
function halfway({ pathMatchers = [], ...map }: Fields): Fields {
  const weightedBackendServices = ["green", "blue"].map((name) => {
    return { backendService: linkOf("backendServices", name), weight: 50 };
  });
  const half = { defaultService: undefined, defaultRouteAction: { weightedBackendServices } };
  return { ...map, ...half, pathMatchers: pathMatchers.map((matcher) => ({ ...matcher, ...half })) };
}
