import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { script } from "../scripts/scripts";
import { freePort } from "../support/free-port";

/** A server that speaks the APIs of AWS over HTTP. */
export interface Moto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const STARTS_WITHIN = 60_000;

/** Starts moto on a port of this machine, with nothing in its account. */
export async function startMoto(): Promise<Moto> {
  const { ensureMoto } = await script<{ readonly ensureMoto: () => Promise<string> }>("moto.mjs");
  const packages = await ensureMoto();
  const port = await freePort();
  const env = { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: "1" };
  const args = ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)];
  const server = spawn("python3", args, { env, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await answering(url);
  return {
    url,
    stop: async () => {
      server.kill();
      await once(server, "exit");
    },
  };
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN;
  for (;;) {
    try {
      await fetch(`${url}/moto-api/data.json`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(100);
    }
  }
}
