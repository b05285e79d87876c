import { inRehearsal } from "./rehearsal/observe";
import { advises } from "./suites/advice";
import { judgesAws } from "./suites/aws";
import { judgesGcp } from "./suites/gcp";

// What the engine is asked in minutes is asked here in seconds, so that mutants can be asked too.
describe("The pack in a rehearsal without the engine", () => {
  describe("on AWS", () => {
    judgesAws(inRehearsal(), "apart");
  });

  describe("on AWS, with references listed the other way round", () => {
    judgesAws(
      inRehearsal((urns) => [...urns].reverse()),
      "apart",
    );
  });

  describe("on Google Cloud", () => {
    judgesGcp(inRehearsal(), "apart");
  });

  describe("with all policies", () => {
    advises(inRehearsal(), "apart");
  });
});
