// @ts-check
import { build } from "esbuild";
import { root } from "../lib/paths.mjs";
import { whenStarted } from "../lib/main.mjs";

/** Makes one script of what each page runs in the browser, with the chart library in it. */
export async function bundlePage() {
  await build({
    entryPoints: ["page", "logs-page", "drill"].map((page) => `${root}cli/page/${page}.ts`),
    outdir: `${root}bin/cli/page`,
    bundle: true,
    minify: true,
    // It stands in a page: nothing in it may end its script element, which esbuild sees to.
    format: "iife",
    target: "es2022",
    legalComments: "inline",
    logLevel: "warning",
  });
}

await whenStarted(import.meta.url, bundlePage);
