import assert from "node:assert/strict";
import type { UrlMap, Weights } from "../../../../components/gcp/gate/shares";
import { reweighted, spotsOf } from "../../../../components/gcp/gate/spots";

const [BLUE, GREEN] = ["projects/shop/global/backendServices/blue", "projects/shop/global/backendServices/green"];
const linkTo = (path: string) => `https://www.googleapis.com/compute/v1/${path}`;

/** A URL map with a default, that of a host, and two rules, as Google Cloud has it. */
const MAP: UrlMap = JSON.parse(
  JSON.stringify({
    fingerprint: "abc",
    defaultService: linkTo(GREEN),
    hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
    pathMatchers: [
      {
        ...{ name: "all", defaultService: linkTo(GREEN) },
        routeRules: [
          {
            ...{ priority: 1, matchRules: [{ prefixMatch: "/api/" }] },
            routeAction: {
              urlRewrite: { pathPrefixRewrite: "/" },
              weightedBackendServices: [
                { backendService: linkTo(BLUE), weight: 300, headerAction: { requestHeadersToRemove: ["x"] } },
                { backendService: linkTo(GREEN), weight: 700 },
              ],
            },
          },
          { priority: 2, matchRules: [{ prefixMatch: "/old/" }], urlRedirect: { pathRedirect: "/" } },
        ],
      },
    ],
  }),
) as UrlMap;

const half: Weights = new Map([
  [GREEN, 50],
  [BLUE, 50],
]);
/** As it is sent. */
const sent = (map: UrlMap) => JSON.parse(JSON.stringify(map)) as unknown;

describe("The places in a URL map that say where requests go", () => {
  it("are its default, that of each host, and each rule, with the weights there", () => {
    assert.deepEqual(
      spotsOf(MAP).map(({ key, priority, weights }) => [key, priority, [...weights]]),
      [
        ["", undefined, [[GREEN, 1]]],
        ["all", undefined, [[GREEN, 1]]],
        [
          "all 1",
          1,
          [
            [BLUE, 300],
            [GREEN, 700],
          ],
        ],
        ["all 2", 2, []],
      ],
    );
  });

  it("are one of a URL map without hosts", () => {
    assert.deepEqual(
      spotsOf({ defaultService: GREEN }).map(({ key }) => key),
      [""],
    );
  });
});

describe("A URL map with other weights", () => {
  const weighted = [
    { backendService: linkTo(GREEN), weight: 50 },
    { backendService: linkTo(BLUE), weight: 50 },
  ];

  it("has them where it is told to, instead of a service alone, and is otherwise the same", () => {
    const other = { ...MAP, defaultService: undefined, defaultRouteAction: { weightedBackendServices: weighted } };
    assert.deepEqual(sent(reweighted(MAP, new Map([["", half]]))), sent(other));
    assert.deepEqual(sent(reweighted(MAP, new Map())), MAP);
  });

  it("keeps what else is done with requests, and what is done with those of a service", () => {
    const { pathMatchers: [matcher] = [] } = reweighted(MAP, new Map([["all 1", half]]));
    assert.deepEqual(matcher?.routeRules?.[0]?.routeAction, {
      urlRewrite: { pathPrefixRewrite: "/" },
      weightedBackendServices: [weighted[0], { ...weighted[1], headerAction: { requestHeadersToRemove: ["x"] } }],
    });
  });

  it("has a service alone as it was before it had weights", () => {
    const all = new Map(spotsOf(MAP).map(({ key, weights }) => [key, weights]));
    const moved = reweighted(MAP, new Map([...all.keys()].slice(0, 2).map((key) => [key, half])));
    all.delete("all 2");
    assert.deepEqual(sent(reweighted(moved, all)), MAP);
  });

  it("keeps a rewrite beside a service alone", () => {
    const { pathMatchers: [matcher] = [] } = reweighted(MAP, new Map([["all 1", new Map([[BLUE, 1]])]]));
    const { service, routeAction } = matcher?.routeRules?.[0] ?? {};
    assert.deepEqual([service, routeAction], [linkTo(BLUE), { urlRewrite: { pathPrefixRewrite: "/" } }]);
  });
});
