import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import {
  constants,
  mkdirSync,
  openSync,
  closeSync,
  fstatSync,
  readFileSync,
  writeFileSync,
  linkSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ControlError } from "./run";

/** Where what one run leaves for the next is kept: outside of any checkout. */
export function stateFolder(configured: string): string {
  if (configured !== "") return configured;
  return join(process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local/state"), "evenkeel");
}

/**
 * The key of this machine and user, made when it is first asked for.
 *
 * @throws ControlError when others may read it.
 */
export function sealingKey(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "seal.key");
  try {
    return readKey(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // Two runs may start at once: a link is made by one of them only, and never to half a key.
  const own = `${path}.${randomBytes(8).toString("hex")}`;
  writeFileSync(own, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  try {
    linkSync(own, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(own);
  }
  return readKey(path);
}

function readKey(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    if ((fstatSync(file).mode & 0o077) !== 0) throw new ControlError(`Others than you may use ${path}: chmod 600 it`);
    const key = readFileSync(file, "utf8");
    if (!/^[0-9a-f]{64}$/.test(key)) throw new ControlError(`${path} is no key: remove it, and preview anew`);
    return key;
  } finally {
    closeSync(file);
  }
}

export function sealed(payload: string, key: string): string {
  return JSON.stringify({ payload, seal: sealOf(payload, key) });
}

/** What was sealed; undefined where it is not as it was. */
export function unsealed(text: string, key: string): string | undefined {
  let fields: Readonly<Record<string, unknown>>;
  try {
    fields = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { payload, seal } = fields;
  if (typeof payload !== "string" || typeof seal !== "string") return undefined;
  const [own, given] = [Buffer.from(sealOf(payload, key)), Buffer.from(seal)];
  return own.length === given.length && timingSafeEqual(own, given) ? payload : undefined;
}

function sealOf(payload: string, key: string): string {
  return createHmac("sha256", key).update(payload).digest("hex");
}
