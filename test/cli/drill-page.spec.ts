import assert from "node:assert/strict";
import { request } from "node:http";
import type { Browser, Page } from "playwright-core";
import { Driver } from "../../cli/drill/driver";
import { servePage, type FacilitatorPage } from "../../cli/drill/page-server";
import { incident } from "../../drills/scenario/incident";
import { Session } from "../../drills/session/session";
import { openBrowser } from "./support/browser";

const HOSTILE = `<img src=x onerror="document.title='owned'">`;

/** What the server answers: the status, and the headers. */
function asked(url: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; csp: string }>((resolve, reject) => {
    request(url, options, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, csp: String(response.headers["content-security-policy"]) });
    })
      .on("error", reject)
      .end();
  });
}

describe("The facilitator's page", function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  let served: FacilitatorPage;
  let driver: Driver;
  let complaints: string[];

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  beforeEach(async () => {
    complaints = [];
    driver = new Driver(new Session(incident(3, 1), { isGroup: false, limit: 3600 }), 1);
    driver.skip(60);
    served = await servePage(driver);
    page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (one) => {
      if (!one.url().startsWith(served.url)) complaints.push(`asks for ${one.url()}`);
    });
    await page.goto(served.url);
  });
  afterEach(async () => {
    await page.close();
    await served.close();
    assert.deepEqual(complaints, []);
  });

  const clock = (time: string) => page.getByRole("timer").filter({ hasText: time }).waitFor();
  const drawn = (chart: string) => page.locator(`#${chart} svg text`).allTextContents();

  it("shows what was before it was opened, and goes on", async () => {
    await clock("01:00");
    driver.skip(240);
    await clock("05:00");
    assert.match((await page.getByRole("status").textContent()) ?? "", /⚠ errors of listener https:443 above 5 %/);
    assert.ok((await drawn("backends")).includes("instance green1"));
    assert.ok((await drawn("errors")).includes("listener https:443"));
    assert.ok((await drawn("health")).includes("target group blue"));
  });

  it("tells what is hidden, to whoever asks for it", async () => {
    const hidden = page.getByText("all weight on one pool");
    assert.equal(await hidden.isVisible(), false);
    await page.getByText("What is hidden").click();
    assert.equal(await hidden.isVisible(), true);
  });

  it("shows what is typed as text, whatever that is", async () => {
    driver.skip(200);
    driver.submit(`diagnose ${HOSTILE}`);
    await page.locator("#events li").filter({ hasText: "onerror" }).waitFor();
    assert.equal(await page.locator("img").count(), 0);
  });

  it("lets time stand still, and go on", async () => {
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    assert.equal(driver.isPaused, false);
  });

  it("lets nobody in who has no token, or comes from a page of another name", async () => {
    const { origin } = new URL(served.url);
    const wrong = served.url.replace(/\w{4}\/$/, "xxxx/");
    for (const [url, options] of [
      [`${origin}/`, {}],
      [wrong, {}],
      [`${wrong}events`, {}],
      [served.url, { headers: { Host: "rebound.example" } }],
      [`${served.url}pause`, { method: "POST", headers: { Origin: "https://elsewhere.example" } }],
    ] as const) {
      assert.equal((await asked(url, options)).status, 403, url);
    }
    assert.equal(driver.isPaused, false);
    assert.equal((await asked(`${served.url}nothing`)).status, 404);
    assert.match((await asked(served.url)).csp, /default-src 'none'; script-src 'self'/);
  });

  it("is on this machine only", () => {
    assert.match(served.url, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{48}\/$/);
  });
});
