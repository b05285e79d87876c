import assert from "node:assert/strict";
import { asked, askedNow } from "../../../../components/aws/gate/asked";
import { loaded, Untold } from "../../../../components/gate/answers";

const ACTION = "elasticloadbalancing:DescribeTargetHealth";

/** An error as the SDK throws it. */
function named(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });
}

const failing = (thrown: Error) => () => Promise.reject(thrown);

describe("What AWS is asked", () => {
  it("is answered", async () => {
    assert.equal(await asked(ACTION, () => Promise.resolve(42)), 42);
  });

  it("is not told for the moment, where it was too much", async () => {
    const answer = await asked(ACTION, failing(named("ThrottlingException", "Rate exceeded")));
    assert.ok(answer instanceof Untold);
    assert.equal(answer.why, `AWS does not answer ${ACTION} (ThrottlingException)`);
  });

  it("is an error where it is needed now and not told", async () => {
    await assert.rejects(
      askedNow(ACTION, failing(named("TimeoutError", "late"))),
      /does not answer .* \(TimeoutError\)$/,
    );
  });

  it("is an error that says what to allow, where it is denied", async () => {
    await assert.rejects(
      asked(ACTION, failing(named("AccessDenied", "Not you."))),
      new RegExp(`AWS refuses ${ACTION} \\(AccessDenied\\): Not you; allow ${ACTION}$`),
    );
  });

  it("is an error that says no more than AWS, where it makes no sense", async () => {
    await assert.rejects(asked(ACTION, failing(named("ValidationError", "No such group"))), /: No such group$/);
  });
});

describe("An SDK that is loaded when it is needed", () => {
  it("is named where it is not installed", async () => {
    for (const code of ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]) {
      const missing = failing(named("Error", "Cannot find module", code));
      await assert.rejects(loaded("@aws-sdk/client-cloudwatch", missing), /npm install @aws-sdk\/client-cloudwatch$/);
    }
  });

  it("tells what else is wrong with it", async () => {
    await assert.rejects(
      loaded("it", failing(named("SyntaxError", "Unexpected token"))),
      /^SyntaxError: Unexpected token/,
    );
  });
});
