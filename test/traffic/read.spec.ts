import assert from "node:assert/strict";
import { between, exactly } from "../../traffic/bounds";
import { countOf, flagOf, listOf, numberOf, objectOf, textOf, wordOf } from "../../traffic/read";
import { UNKNOWN, type Value } from "../../traffic/resource";
import { existing } from "../support/resources";

const WEB = existing("aws:lb/targetGroup:TargetGroup", "web");
const WHERE = "port of web \\(aws:lb/targetGroup:TargetGroup\\) must be ";

const ANY = between(1, 9);
const NONE = exactly(5);

/** What each way of reading makes of a value: what it gives, or the words of its refusal. */
const READINGS: readonly (readonly [
  string,
  (value: Value | undefined) => unknown,
  readonly (readonly [Value | undefined, unknown])[],
])[] = [
  [
    "a list",
    (value) => listOf(WEB, "port", value),
    [
      [undefined, []],
      [null, []],
      [UNKNOWN, UNKNOWN],
      [[1], [1]],
      [{}, /a list, but is an object$/],
      ["x", /a list, but is a string$/],
      [7, /a list, but is a number$/],
    ],
  ],
  [
    "an object",
    (value) => objectOf(WEB, "port", value),
    [
      [undefined, {}],
      [null, {}],
      [UNKNOWN, UNKNOWN],
      [{ a: 1 }, { a: 1 }],
      [[], /an object, but is a list$/],
      [true, /an object, but is a boolean$/],
    ],
  ],
  [
    "a text",
    (value) => textOf(WEB, "port", value),
    [
      [undefined, undefined],
      [null, undefined],
      [UNKNOWN, UNKNOWN],
      ["x", "x"],
      [7, "7"],
      [false, "false"],
      [{}, /a string, but is an object$/],
      [[], /a string, but is a list$/],
    ],
  ],
  [
    "a number",
    (value) => numberOf(WEB, "port", value, NONE, ANY),
    [
      [undefined, NONE],
      [null, NONE],
      [UNKNOWN, ANY],
      [1, exactly(1)],
      ["2.5", exactly(2.5)],
      [9, exactly(9)],
      [0, /a number from 1 to 9, but is another number$/],
      [10, /a number from 1 to 9, but is another number$/],
      ["", /a number from 1 to 9, but is a string$/],
      [" ", /a number from 1 to 9, but is a string$/],
      ["x", /a number from 1 to 9, but is a string$/],
      [true, /a number from 1 to 9, but is a boolean$/],
      [[3], /a number from 1 to 9, but is a list$/],
    ],
  ],
  [
    "a number without a limit",
    (value) => numberOf(WEB, "port", value, NONE),
    [
      [UNKNOWN, between(0, Infinity)],
      [0, exactly(0)],
      [-1, /a number of at least 0, but is another number$/],
    ],
  ],
  [
    "a count",
    (value) => countOf(WEB, "port", value, between(0.5, 1.5), ANY),
    [
      [undefined, between(0.5, 1.5)],
      [null, between(0.5, 1.5)],
      [UNKNOWN, ANY],
      ["3", exactly(3)],
      [2.5, /a whole number, but is another number$/],
    ],
  ],
  [
    "a flag",
    (value) => flagOf(WEB, "port", value, true),
    [
      [undefined, true],
      [null, true],
      [UNKNOWN, UNKNOWN],
      [false, false],
      ["true", true],
      ["false", false],
      ["yes", /true or false, but is a string$/],
      [1, /true or false, but is a number$/],
    ],
  ],
  [
    "a word",
    (value) => wordOf(WEB, "port", value),
    [
      [undefined, undefined],
      [UNKNOWN, UNKNOWN],
      ["use_Load-Balancer", "useloadbalancer"],
    ],
  ],
];

describe("A property that is read as", () => {
  for (const [what, read, cases] of READINGS) {
    for (const [value, expected] of cases) {
      const given = value === undefined ? "absent" : value === UNKNOWN ? "unknown" : JSON.stringify(value);
      if (expected instanceof RegExp) {
        it(`${what} is refused where it is ${given}`, () => {
          assert.throws(() => read(value), { name: "PropertyError", message: new RegExp(WHERE + expected.source) });
        });
      } else {
        it(`${what} is taken where it is ${given}`, () => {
          assert.deepEqual(read(value), expected);
        });
      }
    }
  }
});
