import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { Resource } from "../../traffic";
import { split } from "../support/aws";
import { wholeStack } from "../support/whole-stack";
import { launchBrowser } from "./support/browser";
import { evenkeel, previewOf, scratchFolder, stateOf } from "./support/command";

const HOSTILE = `</script><script>document.title="owned"</script><img src=x onerror=document.title="owned">{b|x}`;

const [BEFORE, AFTER] = [
  split({ blue: { weight: 100, targets: 5 }, green: { weight: 0, targets: 1 } }),
  split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } }),
];

describe("The page of a report", function () {
  this.timeout(120_000);
  const { write } = scratchFolder();
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  beforeEach(() => {
    complaints = [];
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });

  async function open(args: readonly string[], colorScheme: "light" | "dark" = "light"): Promise<void> {
    const { out, err } = await evenkeel([...args, "--format", "html"]);
    assert.equal(err, "");
    page = await browser.newPage({ colorScheme });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(write("report.html", out)).href);
  }

  const openChange = (scheme?: "light" | "dark") =>
    open(["compare", write("preview.json", previewOf(BEFORE, AFTER))], scheme);
  const openState = (stack: readonly Resource[]) => open(["check", write("state.json", stateOf(stack))]);
  const drawn = () => page.locator(".picture svg text").allTextContents();

  it("draws load balancer, route, pool and backends, with what blocks in words too", async () => {
    await openChange();
    const texts = await drawn();
    for (const text of ["load balancer web", "⚠ listener web:443", "⚠ target group green", "instance green-0 (1)"]) {
      assert.ok(texts.includes(text), `${text} in ${texts.join(", ")}`);
    }
    assert.ok(texts.includes("100 %"));
  });

  it("shows what was before the change", async () => {
    await openChange();
    await page.getByLabel("before").check();
    const texts = await drawn();
    assert.ok(texts.includes("target group blue"));
    assert.ok(!texts.some((text) => text.includes("green")));
  });

  it("draws one route when its row is chosen, and all again on escape", async () => {
    await openState(wholeStack());
    const routes = async () => (await drawn()).length;
    const all = await routes();
    await page.locator("tr[data-route]").first().click();
    assert.ok((await routes()) < all);
    assert.equal(await page.locator('tr[aria-selected="true"]').count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await routes(), all);
  });

  it("is used by keys alone", async () => {
    await openState(wholeStack());
    await page.locator("tr[data-route]").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const chosen = page.locator('tr[aria-selected="true"]');
    assert.equal(
      await chosen.getAttribute("data-route"),
      await page.locator("tr[data-route]").nth(1).getAttribute("data-route"),
    );
  });

  it("finds routes by what they reach", async () => {
    await openState(wholeStack());
    await page.keyboard.press("/");
    await page.keyboard.type("workers");
    const shown = page.locator("tr[data-route]:visible");
    assert.ok((await shown.count()) > 0);
    assert.ok((await shown.count()) < (await page.locator("tr[data-route]").count()));
    await page.getByLabel("Search").fill("nothing is named so");
    assert.equal(await page.getByRole("status").textContent(), "Nothing fits the search.");
  });

  it("is dark where the reader's other pages are", async () => {
    await openChange("dark");
    const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    assert.equal(ground, "rgb(20, 24, 30)");
  });

  it("shows a hostile name as text", async () => {
    const stack = AFTER.map((one) =>
      one.name === "green" ? { ...one, name: HOSTILE, urn: one.urn.replace(/::green$/, () => `::${HOSTILE}`) } : one,
    );
    await openState(stack);
    assert.equal(await page.title(), "Evenkeel: how the traffic is shared");
    assert.ok((await page.locator("summary").allTextContents()).some((text) => text.includes(HOSTILE)));
    assert.equal(await page.locator("img").count(), 0);
  });

  it("says so where nothing takes traffic", async () => {
    await openState([]);
    assert.equal(await page.getByRole("status").textContent(), "Nothing here takes traffic for others.");
  });
});
