import assert from "node:assert/strict";
import { nameIn, rises, routesOf, type UrlMap } from "../../../../components/gcp/gate/shares";

const [BLUE, GREEN] = ["projects/shop/global/backendServices/blue", "projects/shop/global/backendServices/green"];

const weighted = (blue: number, green: number): UrlMap => ({
  defaultRouteAction: {
    weightedBackendServices: [
      { backendService: BLUE, weight: blue },
      { backendService: GREEN, weight: green },
    ],
  },
});

/** A URL map that sends all to blue, and one path to another service. */
const ruled = (service: string | undefined, prefixMatch = "/api/"): UrlMap => ({
  defaultService: BLUE,
  hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
  pathMatchers: [
    {
      ...{ name: "all", defaultService: BLUE },
      routeRules: [{ priority: 1, matchRules: [{ prefixMatch }], ...(service === undefined ? {} : { service }) }],
    },
  ],
});

const risesIn = (before: UrlMap, after: UrlMap) => rises(routesOf(before), routesOf(after));

describe("The backend services that are about to get more", () => {
  it("are those whose weight rises", () => {
    assert.deepEqual(risesIn(weighted(90, 10), weighted(10, 90)), [{ link: GREEN, before: 0.1, after: 0.9 }]);
  });

  it("are those that were no part of the route", () => {
    assert.deepEqual(risesIn({ defaultService: BLUE }, { defaultService: GREEN }), [
      { link: GREEN, before: 0, after: 1 },
    ]);
  });

  it("are those that a rule leads to that it did not lead to before", () => {
    assert.deepEqual(risesIn(ruled(BLUE), ruled(GREEN)), [{ link: GREEN, before: 0, after: 1 }]);
  });

  it("are those that requests are given to which were redirected", () => {
    assert.deepEqual(
      risesIn(ruled(undefined), ruled(BLUE)).map(({ link }) => link),
      [BLUE],
    );
  });

  it("are none where nothing changes, or where weights are all 0", () => {
    assert.deepEqual(risesIn(ruled(GREEN), ruled(GREEN)), []);
    assert.deepEqual(risesIn({}, weighted(0, 0)), []);
  });

  it("may be any where a rule is for other requests, but for what had all of them before", () => {
    assert.deepEqual(
      risesIn(ruled(GREEN), ruled(GREEN, "/")).map(({ link, before }) => [nameIn(link), before]),
      [
        ["blue", 0],
        ["green", 0],
      ],
    );
    assert.deepEqual(risesIn(ruled(BLUE), ruled(BLUE, "/")), []);
  });

  it("are told with the greatest of their rises", () => {
    const half = { ...ruled(GREEN), ...weighted(50, 50) };
    assert.deepEqual(risesIn({ ...ruled(BLUE), ...weighted(100, 0) }, half), [{ link: GREEN, before: 0, after: 1 }]);
  });
});
