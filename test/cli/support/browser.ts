import type { Browser } from "playwright-core";

/** Starts a browser that asks nobody for anything. */
export async function openBrowser(): Promise<Browser> {
  const [{ default: chromium }, { chromium: driver }] = await Promise.all([
    import("@sparticuz/chromium"),
    import("playwright-core"),
  ]);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  return driver.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}
