/** `npm run breadth`: judges the examples in the documentation of others, and compares with the snapshot. */
import { parseArgs } from "node:util";
import { examplesOf } from "./examples";
import { judgeAll } from "./judge";
import { summary } from "./report";
import { complaint, readSnapshot, writeSnapshot, type Snapshot } from "./snapshot";

const tell = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { update: { type: "boolean" } } });
  const wanted = (name: string) => positionals.every((text) => name.includes(text));
  const examples = [...examplesOf("aws"), ...examplesOf("gcp")].filter(({ name }) => wanted(name));
  tell(`${examples.length} examples, some two seconds each.`);

  let done = 0;
  const all = await judgeAll(examples, (name, judged) => {
    done += 1;
    tell(`${done}  ${name}: ${"failure" in judged ? "the pack failed" : judged.verdict}`);
  });

  const before = readSnapshot();
  if (values.update) {
    const others = Object.entries(before).filter(([name]) => !wanted(name));
    const verdicts = [...all].flatMap(([name, judged]) => ("failure" in judged ? [] : [[name, judged] as const]));
    writeSnapshot(before, Object.fromEntries([...others, ...verdicts]));
  }
  const snapshot: Snapshot = readSnapshot();
  const names = new Set([...all.keys(), ...Object.keys(snapshot).filter(wanted)]);
  const complaints = [...names].flatMap((name) => {
    const wrong = complaint(all.get(name), snapshot[name]);
    return wrong === undefined ? [] : [`${name}\n  ${wrong}`];
  });
  console.log([summary(all.values()), ...complaints].join("\n"));
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

// Node ends without a word where nothing is left to wait for, and that must not look like success.
process.exitCode = 1;

// An example may throw after the engine is done with it, which is heard nowhere else.
process.on("unhandledRejection", () => undefined);
main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
});
