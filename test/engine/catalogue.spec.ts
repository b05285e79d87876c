import { onEngine } from "./on-engine";
import { advises } from "./suites/advice";

describe("The advisory policies on the engine", function () {
  // The first stack waits for an engine that starts all of them.
  this.timeout(300_000);
  advises(onEngine(2), "shared");
});
