import assert from "node:assert/strict";
import { People } from "../../control/people";

describe("The file of signers", () => {
  for (const line of ["ada@example.com", "ada@example.com ssh-ed25519", ", ssh-ed25519 AAAAC3Nz"]) {
    it(`is refused, by the line, when it holds ${JSON.stringify(line)}`, () => {
      assert.throws(() => new People(`# people\n${line}\n`), {
        name: "ControlError",
        message: "line 2 of the signers has no name or no key",
      });
    });
  }
});
