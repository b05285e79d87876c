import { onEngine } from "./on-engine";
import { judgesGcp } from "./suites/gcp";

describe("The pack on the engine, for Google Cloud", function () {
  // The first stack waits for an engine that starts all of them.
  this.timeout(300_000);
  judgesGcp(onEngine(2), "shared");
});
