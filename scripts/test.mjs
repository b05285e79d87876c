// @ts-check
import { delimiter } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { installed, root } from "./lib/paths.mjs";
import { start } from "./lib/run.mjs";
import { ensureMoto } from "./moto.mjs";
import { ensureSdkTools } from "./sdks.mjs";
import { setup } from "./setup.mjs";
import { checks } from "./test/checks.mjs";
import { countTests } from "./test/count.mjs";
import { failuresIn } from "./test/failures.mjs";

await whenStarted(import.meta.url, async (log) => {
  const { directories } = await setup(log);
  await ensureMoto(log);
  await ensureSdkTools(log);

  for (const { name, command } of checks) {
    const [tool, ...args] = /** @type {[string, ...string[]]} */ (command);
    await log.step(name, async () => {
      const { code, lines } = start(installed(tool), args, { cwd: root });
      if (await code) throw new Error(`${lines.join("\n")}\nThe check "${name}" failed: ${command.join(" ")}`);
    });
  }

  const { end } = log.begin("Tests");
  const { code, lines } = start(installed("c8"), ["mocha", log.colour ? "--color" : "--no-color"], {
    cwd: root,
    env: { ...process.env, PATH: [...directories, process.env["PATH"]].join(delimiter) },
    onLine: log.say,
  });
  const passed = (await code) === 0;
  end(passed);
  if (!passed) {
    failuresIn(lines).forEach(log.say);
    log.say('The check "Tests" failed: a test above, or the coverage that .c8rc.json asks for.');
    process.exitCode = 1;
  }
  log.say(countTests(lines));
});
