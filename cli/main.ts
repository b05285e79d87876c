#!/usr/bin/env node
import { run } from "./command-line";
import { processTerminal } from "./terminal";

// Whoever reads may stop before the end, as head does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

void run(process.argv.slice(2), processTerminal(process)).then((code) => {
  process.exitCode = code;
});
