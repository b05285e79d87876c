import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { requestsTo, START } from "../logs/support/lines";
import { openBrowser } from "./support/browser";
import { evenkeel, scratchFolder } from "./support/command";

/** Without a blank or a quotation mark, which would end a field of a log. */
const HOSTILE = "</script><script>document.title=1</script><img/src=x/onerror=document.title=1>";

describe("The page of a report on logs", function () {
  this.timeout(120_000);
  const { write } = scratchFolder();
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  it("draws targets and windows, finds targets, asks nobody, and shows hostile names as text", async () => {
    const lines = [0, 1, 2].flatMap((window) =>
      requestsTo({ "10.0.0.1:80": 300, "10.0.0.2:80": 100, [HOSTILE]: 5 }, { time: START + window * 300_000 }),
    );
    const hostile = requestsTo({ "10.0.0.3:80": 5 }, { balancer: HOSTILE });
    const file = write("a.log", `${[...lines, ...hostile].join("\n")}\n`);
    const { out, err } = await evenkeel(["logs", file, "--format", "html"]);
    assert.equal(err, "");
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(write("report.html", out)).href);
    assert.equal(await page.title(), "Evenkeel: who got how much");
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator(".picture").count(), 2);
    const colours = await page.evaluate(`Math.max(...[...document.querySelectorAll(".picture canvas")].map((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }))`);
    assert.ok(Number(colours) > 10);
    assert.match(await page.locator("#pool-0").innerText(), /Favourite 10\.0\.0\.1:80 got 74\.1 % instead of 33\.3 %/);
    await page.getByLabel("Search").fill("10.0.0.2");
    assert.deepEqual(await page.locator("#pool-0 tbody tr:visible th").allTextContents(), ["10.0.0.2:80"]);
    await page.close();
    assert.deepEqual(complaints, []);
  });
});
