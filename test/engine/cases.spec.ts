import { onEngine } from "./on-engine";
import { judgesAws } from "./suites/aws";

describe("The pack on the engine", function () {
  // The first stack waits for an engine that starts all of them.
  this.timeout(300_000);
  judgesAws(onEngine(3), "shared");
});
