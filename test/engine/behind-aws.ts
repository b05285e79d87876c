import { makeAccount, type Account } from "../cloud/aws-account";
import { AwsProxy } from "../cloud/aws-proxy";
import { startMoto, type Moto } from "../cloud/moto";

/** For the tests of a suite, lets what programs ask AWS reach a server that speaks its APIs, through what disturbs its answers. */
export function behindAws(): { readonly account: Account; readonly proxy: AwsProxy } {
  let moto: Moto | undefined;
  let proxy: AwsProxy | undefined;
  let account: Account | undefined;
  const environment = { ...process.env };

  before(async () => {
    moto = await startMoto();
    account = await makeAccount(moto.url);
    proxy = new AwsProxy(moto.url);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: await proxy.start(),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_CONFIG_FILE: "/nowhere",
      AWS_MAX_ATTEMPTS: "2",
    });
  });
  beforeEach(() => {
    proxy?.calm();
  });
  after(async () => {
    process.env = environment;
    proxy?.stop();
    await moto?.stop();
  });

  const started = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error("nothing is started before the tests");
    return part;
  };
  return {
    get account() {
      return started(account);
    },
    get proxy() {
      return started(proxy);
    },
  };
}
