import type { Driver } from "./driver";
export function servePage(_: Driver): Promise<{ url: string; close: () => Promise<void> }> {
  throw new Error("later");
}
