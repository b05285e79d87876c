import type { Browser } from "playwright-core";

/** Starts a browser without a window, which asks for nothing by itself. */
export async function launchBrowser(): Promise<Browser> {
  const [{ default: chromium }, { chromium: driver }] = await Promise.all([
    import("@sparticuz/chromium"),
    import("playwright-core"),
  ]);
  const args = [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    "--disable-background-networking",
  ];
  return driver.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}
