import assert from "node:assert/strict";
import {
  GlobalHttpLoadBalancer,
  RegionalHttpLoadBalancer,
  ServerlessPool,
  split,
  type HttpRoute,
} from "../../../components/gcp";
import type { GlobalHttpLoadBalancerArgs } from "../../../components/gcp";
import { inputsOf, madeBy, type Made } from "../made";
import { REGION, run, scaled } from "./site";

const policiesOf = (made: readonly Made[]) =>
  made
    .filter(({ type }) => type.endsWith(":AlertPolicy"))
    .map(({ name }) => name)
    .sort();
const queryOf = (made: readonly Made[], name: string) => JSON.stringify(inputsOf(made, "AlertPolicy", name));

const siteWith = (more: Partial<GlobalHttpLoadBalancerArgs> = {}, to: () => HttpRoute = weighted) =>
  madeBy(() => new GlobalHttpLoadBalancer("web", { to: to(), ...more }));
const weighted = () => split({ to: scaled("blue"), weight: 90 }, { to: scaled("green"), weight: 10 });

describe("The monitor of a load balancer of Google Cloud", () => {
  it("is there unless it is told not to be", async () => {
    assert.ok(policiesOf(await siteWith()).includes("web-concentrating"));
    assert.deepEqual(policiesOf(await siteWith({ monitor: { enabled: false } })), []);
  });

  it("watches the groups, the zones and the shares of its pools", async () => {
    const about = (pool: string) =>
      [`${pool}-size`, `${pool}-no-data`, `${REGION}-b`, `${REGION}-c`, "errors"].map((what) => `web-${pool}-${what}`);
    assert.deepEqual(
      policiesOf(await siteWith()),
      ["web-concentrating", "web-green-share", ...about("blue"), ...about("green")].sort(),
    );
  });

  it("expects what is configured", async () => {
    const made = await siteWith();
    assert.match(queryOf(made, "web-green-share"), /> 0\.3 and/);
    assert.match(queryOf(made, "web-blue-blue-size"), /instance_group_name=\\+"blue\\+"\}\) < 2/);
  });

  it("expects nothing of shares that another tool moves", async () => {
    assert.equal(policiesOf(await siteWith({ ignoreWeights: true })).includes("web-green-share"), false);
  });

  it("watches no instances of what Google runs", async () => {
    const made = await siteWith({}, () => new ServerlessPool("api", { region: REGION, service: run("api") }));
    assert.deepEqual(policiesOf(made), ["web-api-errors"]);
  });

  it("asks for the metrics of the kind of load balancer", async () => {
    const made = await madeBy(
      () =>
        new RegionalHttpLoadBalancer("web", {
          ...{ region: REGION, network: "main", proxyOnlyRange: "10.1.0.0/24", to: scaled("site") },
          internal: { subnetId: "subnet" },
        }),
    );
    assert.match(queryOf(made, "web-site-errors"), /https_internal_backend_request_count/);
  });
});
