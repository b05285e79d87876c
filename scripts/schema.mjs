// @ts-check
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { inferSchema } from "./schema/package.mjs";

await whenStarted(import.meta.url, async (log) => {
  const file = `${root}pulumi-plugin/schema.json`;
  writeFileSync(file, await format(JSON.stringify(inferSchema()), { parser: "json", printWidth: 120 }));
  log.say(`Written: ${file}`);
});
