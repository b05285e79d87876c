import assert from "node:assert/strict";
import {
  adoptBackendService,
  Failover,
  CanaryShift,
  GlobalHttpLoadBalancer,
  PassthroughLoadBalancer,
  RegionalHttpLoadBalancer,
  ServerlessPool,
  split,
  type HttpRoute,
} from "../../../components/gcp";
import type { GlobalHttpLoadBalancerArgs, PassthroughLoadBalancerArgs } from "../../../components/gcp";
import { inputsOf, madeBy, type Made } from "../made";
import { REGION, run, scaled, tcp } from "./site";

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
      [`${pool}-size`, `${pool}-no-data`, `${pool}-favourite`, `${REGION}-b`, `${REGION}-c`, "errors"].map(
        (what) => `web-${pool}-${what}`,
      );
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

  it("expects nothing of the shares of a shift, and what is configured of other routes", async () => {
    const [blue, green] = [scaled("blue"), scaled("green")];
    const rules = [
      {
        priority: 1,
        when: { path: ["/a"] },
        then: { to: split({ to: scaled("c"), weight: 90 }, { to: scaled("d"), weight: 10 }) },
      },
    ];
    const made = await madeBy(
      () => new GlobalHttpLoadBalancer("web", { to: new CanaryShift({ from: blue, to: green }), rules }),
    );
    assert.deepEqual(
      policiesOf(made).filter((name) => name.endsWith("-share")),
      ["web-d-share"],
    );
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

describe("The monitor of a passthrough load balancer", () => {
  const passing = (to: () => PassthroughLoadBalancerArgs["to"], more: Partial<PassthroughLoadBalancerArgs> = {}) =>
    madeBy(() => new PassthroughLoadBalancer("db", { region: REGION, clients: ["10.0.0.0/8"], to: to(), ...more }));
  const pair = () => new Failover({ primary: tcp("one"), standby: tcp("two") });

  it("is there unless it is told not to be", async () => {
    assert.deepEqual(policiesOf(await passing(() => tcp("one"))), [
      ...["db-concentrating", "db-one-one-no-data", "db-one-one-size"],
    ]);
    assert.deepEqual(policiesOf(await passing(() => tcp("one"), { monitor: { enabled: false } })), []);
  });

  it("watches both pools of a pair, and tells when the second serves", async () => {
    const made = await passing(pair);
    assert.deepEqual(policiesOf(made), [
      "db-concentrating",
      ...["db-one-one-no-data", "db-one-one-size"],
      ...["db-two-serving", "db-two-two-no-data", "db-two-two-size"],
    ]);
    assert.match(queryOf(made, "db-two-two-size"), /instance_group_name=\\+"two\\+"\}\) < 2/);
    assert.match(
      queryOf(made, "db-two-serving"),
      /backend_service_name=\\+"db\\+",backend_group_name=\\+"two\\+"\}.* > 0\.5"/,
    );
  });

  it("asks for the packets of where it is", async () => {
    const made = await passing(pair, { internal: { subnetId: "main" } });
    assert.match(
      queryOf(made, "db-two-serving"),
      /l3_internal_ingress_packets_count\{monitored_resource=\\+"internal_tcp/,
    );
  });

  it("tells the channels and refers to the runbook that it is given", async () => {
    const monitor = { notify: ["channel"], runbookUrl: "https://wiki.example.com" };
    const made = await passing(pair, { monitor, labels: { team: "data" } });
    const { notificationChannels, userLabels, documentation } = inputsOf(made, "AlertPolicy", "db-two-serving");
    assert.deepEqual([notificationChannels, userLabels], [["channel"], { team: "data" }]);
    assert.match(JSON.stringify(documentation), /What to do: https:\/\/wiki\.example\.com/);
  });

  it("has nothing to tell of a backend service that is made elsewhere, and shows its packets", async () => {
    const link = `projects/shop/regions/${REGION}/backendServices/checkout`;
    const made = await passing(() =>
      adoptBackendService(link, { atLeast: 2, because: "made by hand", protocol: "TCP", ports: [80] }),
    );
    assert.deepEqual(policiesOf(made), []);
    assert.match(JSON.stringify(inputsOf(made, "Dashboard")), /backend_service_name=\\+"checkout/);
  });
});
